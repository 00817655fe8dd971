export { analyse } from "chardet";
export { default as codePages } from "iconv-lite/encodings/sbcs-data-generated.js";
