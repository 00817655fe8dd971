import { zipSync } from "fflate";
import { msg, p7m } from "./old-office-files.ts";
import { pdfFile, pdfOf, shown, stream } from "./pdf-files.ts";

/** A file for a container. */
export interface Packed {
  name: string;
  content: Uint8Array;
}

/** A zip of these files. */
export function zipOfFiles(...files: Packed[]): Uint8Array {
  return zipSync(Object.fromEntries(files.map(({ name, content }) => [name, content])));
}

/** A saved email with these attachments. */
export function emailOf(...files: Packed[]): Buffer {
  const parts = files.map(
    ({ name, content }) =>
      `--b\r\nContent-Type: application/octet-stream\r\nContent-Disposition: attachment; filename="${name}"\r\n` +
      `Content-Transfer-Encoding: base64\r\n\r\n${Buffer.from(content).toString("base64")}\r\n`,
  );
  return Buffer.from(
    "From: a@example.com\r\nTo: b@example.com\r\nSubject: Files\r\nMIME-Version: 1.0\r\n" +
      `Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nSee below.\r\n${parts.join("")}--b--\r\n`,
  );
}

/** A PDF with one page and these files attached. */
export function pdfWithFiles(...files: Packed[]): Buffer {
  const objects = [...pdfOf([shown("One page")])];
  const names: string[] = [];
  for (const { name, content } of files) {
    const hex = `${Buffer.from(content).toString("hex")}>`;
    objects.push(stream(hex, "/Type /EmbeddedFile /Filter /ASCIIHexDecode"));
    objects.push(`<< /Type /Filespec /F (${name}) /UF (${name}) /EF << /F ${objects.length} 0 R >> >>`);
    names.push(`(${name}) ${objects.length} 0 R`);
  }
  const [catalog = "", ...rest] = objects;
  const withFiles = catalog.replace(
    />>\s*$/,
    `/Names << /EmbeddedFiles << /Names [${names.join(" ")}] >> >> >>`,
  );
  return pdfFile([withFiles, ...rest]);
}

/** A container of each kind that holds one file. */
export const containers: Record<string, { extension: string; pack(file: Packed): Uint8Array }> = {
  zip: { extension: "zip", pack: (file) => zipOfFiles(file) },
  email: { extension: "eml", pack: (file) => emailOf(file) },
  "Outlook message": {
    extension: "msg",
    pack: ({ name, content }) => msg({ attachments: [{ name, content }] }),
  },
  "signed file": { extension: "p7m", pack: ({ content }) => p7m(content) },
  PDF: { extension: "pdf", pack: (file) => pdfWithFiles(file) },
};
