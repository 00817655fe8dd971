/** An image as a PDF stores it. */
export interface PdfImage {
  width: number;
  height: number;
  bits: number;
  /** `/DeviceGray`, `/DeviceRGB` or `/DeviceCMYK`. */
  colorSpace: string;
  /** The name of the filter that decodes `data`. */
  filter: string;
  /** Further entries of the image's dictionary. */
  entries?: string;
  data: Uint8Array;
}

/**
 * A PDF of one page with these images, so that PDFium decodes them. `content` draws `/I0`, `/I1` and so on; by default each
 * fills the page.
 */
export function imagePdf(
  images: readonly PdfImage[],
  page: { width: number; height: number },
  content = images.map((_, index) => `q ${page.width} 0 0 ${page.height} 0 0 cm /I${index} Do Q`).join("\n"),
): Uint8Array {
  const names = images.map((_, index) => `/I${index} ${5 + index} 0 R`).join(" ");
  const parts: Uint8Array[] = [];
  const offsets: number[] = [];
  let length = 0;
  const write = (part: Uint8Array | string) => {
    const bytes = typeof part === "string" ? Buffer.from(part, "latin1") : part;
    parts.push(bytes);
    length += bytes.length;
  };
  const object = (dictionary: string, data?: Uint8Array) => {
    offsets.push(length);
    write(`${offsets.length} 0 obj\n${dictionary}\n`);
    if (data) {
      write("stream\n");
      write(data);
      write("\nendstream\n");
    }
    write("endobj\n");
  };
  write("%PDF-1.7\n");
  object("<< /Type /Catalog /Pages 2 0 R >>");
  object("<< /Type /Pages /Count 1 /Kids [3 0 R] >>");
  object(
    `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${page.width} ${page.height}] /Contents 4 0 R /Resources << /XObject << ${names} >> >> >>`,
  );
  const drawing = Buffer.from(content, "latin1");
  object(`<< /Length ${drawing.length} >>`, drawing);
  for (const { width, height, bits, colorSpace, filter, entries = "", data } of images) {
    object(
      `<< /Type /XObject /Subtype /Image /Width ${width} /Height ${height} /BitsPerComponent ${bits} /ColorSpace ${colorSpace} /Filter /${filter} ${entries} /Length ${data.length} >>`,
      data,
    );
  }
  const start = length;
  const table = offsets.map((offset) => `${String(offset).padStart(10, "0")} 00000 n \n`).join("");
  const size = offsets.length + 1;
  write(
    `xref\n0 ${size}\n0000000000 65535 f \n${table}trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`,
  );
  return Buffer.concat(parts);
}
