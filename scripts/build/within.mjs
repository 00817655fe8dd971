// Software that packages bring along compiled, beside their own: which built file has it, its names, what it asks to be said.

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
    words: `pdfium.wasm is PDFium, compiled. It holds ${pdfium.join(", ")},
each under its own licence, to be found in third_party of https://pdfium.googlesource.com/pdfium/.
Portions of this software are copyright The FreeType Project (www.freetype.org). All rights reserved.
This software is based in part on the work of the Independent JPEG Group.
`,
  },
};
