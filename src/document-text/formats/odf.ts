import { readXml, type XmlEvents } from "../input/xml.ts";
import { Zip } from "../input/zip.ts";
import { onceEach, section } from "../output/lines.ts";
import { hasPassword, type Reader, type Sink, Unreadable } from "../types.ts";
import { OdfSheets } from "./odf-sheets.ts";
import { OdfText } from "./odf-text.ts";

/** OpenDocument text and presentations: the body, then notes and comments, headers and footers. */
export const readOdfText: Reader = async ({ bytes }, sink) => {
  const zip = await open(bytes);
  const note = onceEach(sink);
  const text = new OdfText(sink, note);
  await readXml(zip.chunks("content.xml"), notingPictures(text, note));
  text.end();
  if (zip.has("styles.xml")) {
    await readXml(zip.chunks("styles.xml"), notingPictures(headersAndFooters(sink, note), note));
  }
};

/** OpenDocument spreadsheets: each sheet as a table under its name. */
export const readOdfSheets: Reader = async ({ bytes }, sink) => {
  const zip = await open(bytes);
  await readXml(zip.chunks("content.xml"), new OdfSheets(sink));
};

async function open(bytes: Uint8Array): Promise<Zip> {
  const zip = await Zip.open(bytes);
  if (!zip.has("META-INF/manifest.xml")) return zip;
  await readXml(zip.chunks("META-INF/manifest.xml"), {
    open(name) {
      if (name === "manifest:encryption-data") throw new Unreadable(hasPassword);
      return true;
    },
    close() {},
    text() {},
  });
  return zip;
}

// The replacement picture of a chart or another object, which has its own note.
const objectPicture = /ObjectReplacements\//;

function notingPictures(events: XmlEvents, note: (sentence: string) => void): XmlEvents {
  return {
    open(name, attributes) {
      if (name === "draw:image" && !objectPicture.test(attributes["xlink:href"] ?? "")) note(pictures);
      return events.open(name, attributes);
    },
    close: (name) => events.close(name),
    text: (piece) => events.text(piece),
  };
}

const pictures = "Pictures are omitted: text in them is missing.";

// Page styles contain the headers and footers.
function headersAndFooters(sink: Sink, note: (sentence: string) => void): XmlEvents {
  let text: OdfText | undefined;
  return {
    open(name, attributes) {
      if (text) return text.open(name, attributes);
      const title = headerOrFooter(name);
      if (title) text = new OdfText(section(sink, title), note);
      return true;
    },
    close(name) {
      if (headerOrFooter(name)) text = undefined;
      else text?.close(name);
    },
    text(piece) {
      text?.text(piece);
    },
  };
}

function headerOrFooter(name: string): "header" | "footer" | undefined {
  const part = /^style:(header|footer)(-left|-first)?$/.exec(name)?.[1];
  return part === "header" || part === "footer" ? part : undefined;
}
