export { big5, euc_jp, euc_kr, gb_18030, sjis } from "chardet/lib/encoding/mbcs.js";
export { default as codePages } from "iconv-lite/encodings/sbcs-data-generated.js";
