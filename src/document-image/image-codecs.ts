export { default as encodeMozjpeg, init as initMozjpeg } from "@jsquash/jpeg/encode.js";
export { default as decodeLibwebp, init as initLibwebp } from "@jsquash/webp/decode.js";
export { GifReader } from "omggif";
