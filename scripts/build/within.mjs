// Third-party software compiled into packages: the built file that contains it, its names, and the notice that its licenses require.

const pdfium = [
  "Abseil",
  "Anti-Grain Geometry",
  "fast_float",
  "FreeType",
  "ICU",
  "libc++",
  "Little CMS",
  "libjpeg-turbo",
  "libpng",
  "OpenJPEG",
  "zlib",
];

export const within = {
  "@embedpdf/pdfium": {
    file: "dist/pdfium.wasm",
    names: ["PDFium", ...pdfium],
    notice: `pdfium.wasm is compiled from PDFium. It contains ${pdfium.join(", ")},
each under its own license; see third_party in https://pdfium.googlesource.com/pdfium/.
Portions of this software are copyright The FreeType Project (www.freetype.org). All rights reserved.
This software is based in part on the work of the Independent JPEG Group.
`,
  },
  "@jsquash/jpeg": {
    file: "dist/jpeg-encoder.wasm",
    names: ["MozJPEG"],
    notice: `jpeg-encoder.wasm is compiled from MozJPEG, which is based on libjpeg-turbo.
This software is based in part on the work of the Independent JPEG Group.
`,
  },
  "@jsquash/webp": {
    file: "dist/webp-decoder.wasm",
    names: ["libwebp"],
    notice: "webp-decoder.wasm is compiled from libwebp.\n",
  },
};
