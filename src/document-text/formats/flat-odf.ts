import type { XmlEvents } from "../input/xml.ts";
import { readXmlFile } from "../input/xml-file.ts";
import { onceEach } from "../output/once-each.ts";
import type { Reader } from "../types.ts";
import { PageStyles } from "./odf/page-styles.ts";
import { OdfSheets } from "./odf/sheets.ts";
import { OdfStyles } from "./odf/styles.ts";
import { OdfText } from "./odf/text.ts";

/** OpenDocument as one XML file (.fodt, .fods, .fodp): the body, then headers and footers. */
export const readFlatOdf: Reader = async ({ bytes, type }, sink) => {
  const note = onceEach(sink);
  const pages = new PageStyles(note);
  const styles = new OdfStyles(pages.named);
  if (/spreadsheet/.test(type)) {
    const sheets = new OdfSheets(sink, note, styles);
    await readXmlFile(bytes, apart(sheets, { pages, note }));
    pages.write(sink, sheets.masterPages);
    return;
  }
  const text = new OdfText(sink, note, styles);
  await readXmlFile(bytes, apart(text, { pages, note }));
  text.end();
  pages.write(sink, text.masterPages.size > 0 ? text.masterPages : undefined);
};

// Not text of the document: its properties and settings.
const skipped = new Set(["office:meta", "office:settings", "office:scripts"]);
const ofPages = new Set(["office:styles", "office:automatic-styles", "office:master-styles"]);

/** Passes the styles to `pages` and the body to `body`; the automatic styles to both. */
function apart(
  body: XmlEvents,
  { pages, note }: { pages: PageStyles; note(sentence: string): void },
): XmlEvents {
  let part = "";
  const events = () => (part === "" ? body : pages);
  return {
    open(name, attributes) {
      if (skipped.has(name)) return false;
      if (part === "" && ofPages.has(name)) part = name;
      if (name === "office:binary-data") {
        if (part !== "office:styles") note("Pictures are omitted: text in them is missing.");
        return false;
      }
      if (part === "office:automatic-styles") body.open(name, attributes);
      return events().open(name, attributes);
    },
    close(name) {
      if (part === "office:automatic-styles") body.close(name);
      events().close(name);
      if (name === part) part = "";
    },
    text: (text) => events().text(text),
  };
}
