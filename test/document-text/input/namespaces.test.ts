import { expect, test } from "vitest";
import { readXml } from "../../../src/document-text/input/xml.ts";

const word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

async function namesOf(xml: string, usual?: string): Promise<string[]> {
  const names: string[] = [];
  await readXml(
    (async function* () {
      yield Buffer.from(xml);
    })(),
    {
      open(name, attributes) {
        names.push([name, ...Object.keys(attributes).filter((key) => !key.startsWith("xmlns"))].join(" "));
        return true;
      },
      close: (name) => names.push(`/${name}`),
      text() {},
    },
    usual,
  );
  return names;
}

test.each([
  ["its usual prefix", `<w:p xmlns:w="${word}" w:val="" plain=""/>`],
  ["another prefix", `<q:p xmlns:q="${word}" q:val="" plain=""/>`],
  ["no prefix", `<p xmlns="${word}" xmlns:q="${word}" q:val="" plain=""/>`],
  [
    "the strict namespace",
    '<q:p xmlns:q="http://purl.oclc.org/ooxml/wordprocessingml/main" q:val="" plain=""/>',
  ],
  ["a prefix without a declaration", '<w:p w:val="" plain=""/>'],
])("an element has one name: with %s", async (_, xml) => {
  expect(await namesOf(xml)).toEqual(["w:p w:val plain", "/w:p"]);
});

test("an element of another namespace never has one of our names", async () => {
  expect(await namesOf('<w:p xmlns:w="other" w:val=""/>')).toEqual(["?w:p ?w:val", "/?w:p"]);
  expect(await namesOf('<p xmlns="other"/>', "x")).toEqual(["p", "/p"]);
});

test("a declaration ends with its element", async () => {
  expect(await namesOf(`<a><p xmlns="${word}"><p xmlns=""><p/></p><p/></p><p/></a>`, "x")).toEqual([
    "x:a",
    "w:p",
    "p",
    "p",
    "/p",
    "/p",
    "w:p",
    "/w:p",
    "/w:p",
    "x:p",
    "/x:p",
    "/x:a",
  ]);
});

test.each([
  ["text", "urn:oasis:names:tc:opendocument:xmlns:text:1.0"],
  ["draw", "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"],
  ["number", "urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0"],
  ["fo", "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"],
  ["x", "http://purl.oclc.org/ooxml/spreadsheetml/main"],
  ["r", "http://purl.oclc.org/ooxml/officeDocument/relationships"],
  ["wp", "http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing"],
])("%s stands for %s", async (prefix, uri) => {
  expect(await namesOf(`<ns0:e xmlns:ns0="${uri}"/>`)).toEqual([`${prefix}:e`, `/${prefix}:e`]);
});
