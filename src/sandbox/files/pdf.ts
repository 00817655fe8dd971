interface Typeset {
  readonly title: string;
  readonly fontSize: number;
  readonly leading: number;
  /** Where the cells of a line begin after its tabs, in points from the left margin. */
  readonly tabStops?: readonly number[];
  /** A file inside the PDF, in Latin-1. */
  readonly attached?: { readonly name: string; readonly type: string; readonly content: string };
}

/** A gray picture that fills a page. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  /** Per pixel. */
  readonly bits: number;
  /** Its rows as a zlib stream. */
  readonly deflated: Uint8Array;
}

/** A page: lines of text, or a picture without any text. */
type Page = readonly string[] | Picture;

const width = 595;
const height = 842;
const margin = 40;

/** An A4 PDF in Helvetica, with one array of lines or one picture per page. Text is uncompressed, because zlib's output differs between machines. */
export function writePdf(
  pages: readonly Page[],
  { title, fontSize, leading, tabStops = [], attached }: Typeset,
): Buffer {
  const pictures = pages.filter(isPicture);
  const pageId = (index: number) => 5 + 2 * index;
  const pictureId = (picture: Picture) => 5 + 2 * pages.length + pictures.indexOf(picture);
  const resources = (page: Page) =>
    isPicture(page) ? `/XObject << /Scan ${pictureId(page)} 0 R >>` : "/Font << /F1 3 0 R >>";
  const attachedId = 5 + 2 * pages.length + pictures.length;
  const names = attached
    ? `/Names << /EmbeddedFiles << /Names [(${escapeText(attached.name)}) ${attachedId} 0 R] >> >> `
    : "";
  const objects = [
    `<< /Type /Catalog /Pages 2 0 R ${names}>>`,
    `<< /Type /Pages /Count ${pages.length} /Kids [${pages.map((_, index) => `${pageId(index)} 0 R`).join(" ")}] >>`,
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    `<< /Title (${escapeText(title)}) /CreationDate (D:20260615090000Z) >>`,
    ...pages.flatMap((page, index) => [
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${width} ${height}] /Contents ${pageId(index) + 1} 0 R ` +
        `/Resources << ${resources(page)} >> >>`,
      stream(
        isPicture(page) ? `${width} 0 0 ${height} 0 0 cm /Scan Do` : text(page, fontSize, leading, tabStops),
      ),
    ]),
    ...pictures.map((picture) =>
      stream(
        Buffer.from(picture.deflated).toString("latin1"),
        `/Type /XObject /Subtype /Image /Width ${picture.width} /Height ${picture.height} ` +
          `/BitsPerComponent ${picture.bits} /ColorSpace /DeviceGray /Filter /FlateDecode `,
      ),
    ),
    ...(attached ? attachedObjects(attached, attachedId) : []),
  ];

  // All text is Latin-1, so string offsets equal byte offsets.
  let body = "%PDF-1.4\n%\u00E2\u00E3\u00CF\u00D3\n";
  const offsets = objects.map((object, index) => {
    const offset = body.length;
    body += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const entries = offsets.map((offset) => `${String(offset).padStart(10, "0")} 00000 n \n`).join("");
  const size = objects.length + 1;
  const trailer = `trailer\n<< /Size ${size} /Root 1 0 R /Info 4 0 R >>\nstartxref\n${body.length}\n%%EOF\n`;
  return Buffer.from(`${body}xref\n0 ${size}\n0000000000 65535 f \n${entries}${trailer}`, "latin1");
}

function attachedObjects(
  { name, type, content }: NonNullable<Typeset["attached"]>,
  id: number,
): readonly string[] {
  const names = `/F (${escapeText(name)}) /UF (${escapeText(name)})`;
  return [
    `<< /Type /Filespec ${names} /AFRelationship /Alternative /EF << /F ${id + 1} 0 R >> >>`,
    stream(content, `/Type /EmbeddedFile /Subtype /${type.replace("/", "#2F")} `),
  ];
}

function isPicture(page: Page): page is Picture {
  return "deflated" in page;
}

function text(
  lines: readonly string[],
  fontSize: number,
  leading: number,
  tabStops: readonly number[],
): string {
  const shown = lines.map((line) => {
    const [first = "", ...cells] = line.split("\t");
    let at = 0;
    const moved = cells.map((cell, nth) => {
      const to = tabStops[nth] ?? at;
      const by = to - at;
      at = to;
      return `${by} 0 Td (${escapeText(cell)}) Tj`;
    });
    return [`(${escapeText(first)}) '`, ...moved, ...(at > 0 ? [`${-at} 0 Td`] : [])].join(" ");
  });
  return `BT\n/F1 ${fontSize} Tf\n${leading} TL\n${margin} ${height - margin} Td\n${shown.join("\n")}\nET`;
}

function stream(content: string, entries = ""): string {
  return `<< ${entries}/Length ${content.length} >>\nstream\n${content}\nendstream`;
}

function escapeText(text: string): string {
  return text.replace(/[\\()]/g, "\\$&");
}
