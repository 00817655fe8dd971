import type { XmlEvents } from "../input/xml.ts";
import { readXmlFile } from "../input/xml-file.ts";
import { onceEach } from "../output/lines.ts";
import type { Reader } from "../types.ts";
import { OdfSheets } from "./odf/sheets.ts";
import { OdfStyles } from "./odf/styles.ts";
import { OdfText } from "./odf/text.ts";

/** OpenDocument as one XML file (.fodt, .fods, .fodp): the body. */
export const readFlatOdf: Reader = async ({ bytes, type }, sink) => {
  const note = onceEach(sink);
  if (/spreadsheet/.test(type)) {
    await readXmlFile(bytes, bodyOnly(new OdfSheets(sink, note, new OdfStyles()), note));
    return;
  }
  const text = new OdfText(sink, note, new OdfStyles());
  await readXmlFile(bytes, bodyOnly(text, note));
  text.end();
};

// Not text of the document: its properties and settings, and pictures as base64.
const skipped = new Set([
  "office:meta",
  "office:settings",
  "office:scripts",
  "office:styles",
  "office:master-styles",
]);

function bodyOnly(events: XmlEvents, note: (sentence: string) => void): XmlEvents {
  return {
    open(name, attributes) {
      if (name === "office:master-styles") note("Headers and footers are omitted.");
      if (name === "office:binary-data") note("Pictures are omitted: text in them is missing.");
      if (name === "office:binary-data" || skipped.has(name)) return false;
      return events.open(name, attributes);
    },
    close: (name) => events.close(name),
    text: (text) => events.text(text),
  };
}
