// Third-party software compiled into packages: the built file that contains it, its parts with their licenses, and the
// notice that these require. A version is known from the package's repository at the named release of the package, or from
// a text in the compiled file. It holds for that release only; otherwise a version is unknown.

/** How a version is known, in the words of CycloneDX. */
const inRepository = "manifest-analysis";
const inFile = "binary-analysis";

const jpegLicense = "IJG AND BSD-3-Clause AND Zlib";

const pdfium = [
  { name: "PDFium", license: "BSD-3-Clause AND Apache-2.0" },
  { name: "Abseil", license: "Apache-2.0" },
  { name: "Anti-Grain Geometry", license: "LicenseRef-AGG-2.3" },
  { name: "fast_float", license: "Apache-2.0 OR MIT OR BSL-1.0" },
  { name: "FreeType", license: "FTL OR GPL-2.0-or-later" },
  { name: "ICU", license: "Unicode-3.0" },
  { name: "libc++", license: "Apache-2.0 WITH LLVM-exception" },
  { name: "Little CMS", license: "MIT" },
  { name: "libjpeg-turbo", license: jpegLicense },
  { name: "libpng", license: "libpng-2.0", version: "1.6.43", from: inFile, text: "1.6.43" },
  { name: "OpenJPEG", license: "BSD-2-Clause" },
  { name: "zlib", license: "Zlib", version: "1.3.1", from: inFile, text: "1.3.1" },
];

const all = {
  "@embedpdf/pdfium": {
    release: "2.15.1",
    file: "dist/pdfium.wasm",
    parts: pdfium,
    notice: `pdfium.wasm is compiled from PDFium. It contains ${pdfium
      .slice(1)
      .map(({ name }) => name)
      .join(", ")},
each under its own license; see third_party in https://pdfium.googlesource.com/pdfium/.
Portions of this software are copyright The FreeType Project (www.freetype.org). All rights reserved.
This software is based in part on the work of the Independent JPEG Group.
`,
  },
  "@jsquash/jpeg": {
    release: "1.6.0",
    file: "dist/jpeg-encoder.wasm",
    parts: [
      {
        name: "MozJPEG",
        license: jpegLicense,
        version: "3.3.1",
        from: inRepository,
        text: "mozjpeg version 3.3.1",
      },
    ],
    notice: `jpeg-encoder.wasm is compiled from MozJPEG, which is based on libjpeg-turbo.
This software is based in part on the work of the Independent JPEG Group.
`,
  },
  "@jsquash/webp": {
    release: "1.5.0",
    file: "dist/webp-decoder.wasm",
    // A commit: the package's Makefile names no release.
    parts: [
      {
        name: "libwebp",
        license: "BSD-3-Clause",
        version: "d2e245ea9e959a5a79e1db0ed2085206947e98f2",
        from: inRepository,
      },
    ],
    notice: "webp-decoder.wasm is compiled from libwebp.\n",
  },
};

/** The software compiled into a package; undefined if there is none. */
export function withinPackage(name, installedVersion) {
  const found = all[name];
  if (!found) return undefined;
  const isKnownRelease = installedVersion === found.release;
  const parts = found.parts.map(({ version, from, text, ...part }) =>
    version !== undefined && isKnownRelease
      ? { ...part, version, from, text }
      : { ...part, version: "unknown" },
  );
  return { ...found, parts };
}
