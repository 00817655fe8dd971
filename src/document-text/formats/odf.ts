import { readXml, type XmlEvents } from "../input/xml.ts";
import { Zip } from "../input/zip.ts";
import { onceEach } from "../output/once-each.ts";
import { hasPassword, type Reader, type Sink, Unreadable } from "../types.ts";
import { PageStyles } from "./odf/page-styles.ts";
import { Pictures } from "./odf/pictures.ts";
import { OdfSheets } from "./odf/sheets.ts";
import { OdfStyles } from "./odf/styles.ts";
import { OdfText } from "./odf/text.ts";

/** OpenDocument text and presentations: the body, then notes and comments, headers and footers. */
export const readOdfText: Reader = async ({ bytes }, sink) => {
  const document = await open(bytes, sink);
  const text = new OdfText(sink, document.note, new OdfStyles(document.pages.named));
  await document.readContent(text);
  text.end();
  document.end(text.masterPages.size > 0 ? text.masterPages : undefined);
};

/** OpenDocument spreadsheets: each sheet as a table under its name, then what is printed on every page. */
export const readOdfSheets: Reader = async ({ bytes }, sink) => {
  const document = await open(bytes, sink);
  const sheets = new OdfSheets(sink, document.note, new OdfStyles(document.pages.named));
  await document.readContent(sheets);
  document.end(sheets.masterPages);
};

interface Document {
  note(sentence: string): void;
  pages: PageStyles;
  readContent(events: XmlEvents): Promise<void>;
  /** Writes what is the same on all pages, and the notes. */
  end(masterPages?: ReadonlySet<string>): void;
}

async function open(bytes: Uint8Array, sink: Sink): Promise<Document> {
  const zip = await Zip.open(bytes);
  await checkPassword(zip);
  const note = onceEach(sink);
  const pictures = new Pictures();
  const pages = new PageStyles(note);
  // The content matters more than its styles: what is wrong with them is reported after it.
  let failure: unknown;
  if (zip.has("styles.xml")) {
    await readXml(zip.chunks("styles.xml"), pictures.counting(pages)).catch((error: unknown) => {
      failure = error;
    });
  }
  return {
    note,
    pages,
    readContent: (events) => readXml(zip.chunks("content.xml"), pictures.counting(events)),
    end(masterPages) {
      pages.write(sink, masterPages);
      pictures.end(note);
      if (failure) throw failure;
    },
  };
}

async function checkPassword(zip: Zip): Promise<void> {
  if (!zip.has("META-INF/manifest.xml")) return;
  await readXml(zip.chunks("META-INF/manifest.xml"), {
    open(name) {
      if (name === "manifest:encryption-data") throw new Unreadable(hasPassword);
      return true;
    },
    close() {},
    text() {},
  });
}
