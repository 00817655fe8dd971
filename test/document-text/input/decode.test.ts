import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decode, encodingNote } from "../../../src/document-text/input/decode.ts";
import { decoderOf } from "../../../src/document-text/input/decoder.ts";

const bytes = (...values: number[]) => Uint8Array.from(values);
const utf32 = (text: string) =>
  Buffer.from(Uint32Array.from([...text], (character) => character.codePointAt(0) ?? 0).buffer);
const utf16le = (text: string) => Buffer.from(text, "utf16le");

test.each([
  ["plain letters", Buffer.from("Total 5"), undefined, "Total 5", "UTF-8"],
  ["valid UTF-8", Buffer.from("£ 5 – 売掛金"), undefined, "£ 5 – 売掛金", "UTF-8"],
  ["a UTF-8 byte order mark", Buffer.from("\uFEFF£ 5"), undefined, "£ 5", "UTF-8"],
  ["a UTF-16LE byte order mark", utf16le("\uFEFF£ 5"), undefined, "£ 5", "UTF-16LE"],
  ["a UTF-16BE byte order mark", utf16le("\uFEFF£ 5").swap16(), undefined, "£ 5", "UTF-16BE"],
  ["UTF-16LE without a mark", utf16le("Due,£ 5\r\n"), undefined, "Due,£ 5\r\n", "UTF-16LE"],
  ["UTF-16BE without a mark", utf16le("Due,£ 5\r\n").swap16(), undefined, "Due,£ 5\r\n", "UTF-16BE"],
  ["Chinese in UTF-16LE without a mark", utf16le("应收账款\t5\n"), undefined, "应收账款\t5\n", "UTF-16LE"],
  ["UTF-32LE with a mark", utf32("\uFEFF£ 😀"), undefined, "£ 😀", "UTF-32LE"],
  ["UTF-32LE without a mark", utf32("Due £ 5"), undefined, "Due £ 5", "UTF-32LE"],
  ["UTF-32LE that is cut", utf32("Due £ 50").subarray(0, -1), undefined, "Due £ 5", "UTF-32LE"],
  ["Japanese alone in UTF-16LE", utf16le("株式会社請求書"), undefined, "株式会社請求書", "UTF-16LE"],
  ["Russian alone in UTF-16BE", utf16le("Иванов").swap16(), undefined, "Иванов", "UTF-16BE"],
  [
    "ASCII with a few zero bytes",
    Buffer.from("Due;5\0\r\nPaid;6\r\n"),
    undefined,
    "Due;5\0\r\nPaid;6\r\n",
    "UTF-8",
  ],
  ["UTF-32BE without a mark", utf32("Due £ 5").swap32(), undefined, "Due £ 5", "UTF-32BE"],
  [
    "UTF-8 text truncated inside a character",
    Buffer.from("£5 £").subarray(0, -1),
    undefined,
    "£5 \uFFFD",
    "UTF-8",
  ],
  ["a declared charset", bytes(0x83, 0x65), "Shift_JIS", "テ", "Shift_JIS"],
  ["a declared Latin-1", bytes(0x80, 0xa3), "iso-8859-1", "€£", "Windows-1252"],
  ["a declared DOS code page", bytes(0x9c, 0x35, 0x81), "ibm850", "£5ü", "CP850"],
  ["a declared Mac Roman", bytes(0xa3, 0x35, 0xdb), "macintosh", "£5€", "Mac Roman"],
  ["UTF-8 declared as ASCII", Buffer.from("£5"), "us-ascii", "£5", "UTF-8"],
  ["an unknown charset", Buffer.from("£5"), "x-unheard-of", "£5", "UTF-8"],
  [
    "a byte order mark that contradicts the declared charset",
    Buffer.from("\uFEFF£5"),
    "iso-8859-1",
    "£5",
    "UTF-8",
  ],
  ["no bytes", bytes(), undefined, "", "UTF-8"],
])("%s: the encoding is certain", (_, file, label, text, encoding) => {
  expect(decode(file, label)).toEqual({ text, encoding, isGuess: false });
});

const encoded = (text: string, encoding: string) => {
  const decoder = decoderOf(encoding);
  const byteOf = new Map(Array.from({ length: 256 }, (_, byte) => [decoder?.decode(bytes(byte)), byte]));
  return Uint8Array.from(text, (character) => byteOf.get(character) ?? 0x3f);
};

test.each([
  [
    "Windows-1252",
    ["£5", "€5", "café", "Don’t pay", "Müller;£1.234,50", "Société Générale", "“quoted” – dash"],
  ],
  ["CP850", ["Müller;£1.234,50\r\nGrößer;£99,00", "TOTAL £1,200\nVAT £240", "Señor Nuñez;12", "MÜLLER;ÄÖÜ"]],
  ["Mac Roman", ["Konto\nMüller;£1.234,50", "Société Générale", "José García,500"]],
  ["ISO-8859-15", ["Prix;5 €\r\nTotal;1 250,00 €"]],
  ["Windows-1250", ["Jméno;Částka\r\nŽlutý kůň, s.r.o.;1 250,00\r\nPříliš žluťoučký;99,00"]],
  ["Windows-1253", ["Πελάτης;Ποσό\r\nΑθήνα Α.Ε.;1.250,00 €\r\nΘεσσαλονίκη;99,00"]],
  ["Windows-1251", ["Привет, мир: договор и счёт"]],
  ["KOI8-R", ["Привет, мир: договор и счёт"]],
  ["CP866", ["Привет, мир: договор и счёт"]],
])("%s without a declaration is guessed, and called a guess", (encoding, texts) => {
  for (const text of texts) {
    expect(decode(encoded(text, encoding))).toMatchObject({ text, encoding, isGuess: true });
  }
});

test.each([
  [
    "Shift_JIS",
    "96bc914f2c944e97ee2c8f5a8f8a0d0a8db293a191be98592c33302c938c8b9e",
    "名前,年齢,住所\r\n佐藤太郎,30,東京",
  ],
  [
    "EUC-JP",
    "a4b3a4eca4cfc6fccbdcb8eca4cecab8bdf1a4c7a4b9a1a3c0c1b5e1bdf1a4f2a4b4b3cec7a7a4afa4c0a4b5a4a4a1a3",
    "これは日本語の文書です。請求書をご確認ください。",
  ],
  [
    "GB18030",
    "d6d0b9facab3c6b7b9abcbbed3a6cad5d5cbbfeec3f7cfb8b1eda3acc7ebd4dad4c2b5d7d6aec7b0b8b6bfeea1a3",
    "中国食品公司应收账款明细表，请在月底之前付款。",
  ],
])("%s without a declaration is guessed, and called a guess", (encoding, hex, text) => {
  const guessed = decode(Buffer.from(hex, "hex"));
  expect(guessed).toEqual({ text, encoding, isGuess: true });
  expect(encodingNote(guessed)).toContain("assumed");
});

test.each([
  [
    "Latin-1 declared, UTF-8 written",
    Buffer.from("£5"),
    "iso-8859-1",
    "£5",
    "declares Windows-1252, but its bytes are UTF-8",
  ],
  [
    "UTF-8 declared, Latin-1 written",
    bytes(0xa3, 0x35),
    "utf-8",
    "£5",
    "declares UTF-8, but its bytes are not valid",
  ],
  [
    "Shift_JIS declared, Latin-1 written",
    Buffer.from("Caf\u00e9, \u00a35", "latin1"),
    "shift_jis",
    "Café, £5",
    "do not fit that",
  ],
  [
    "one damaged byte in UTF-8",
    Buffer.concat([Buffer.from("ä".repeat(20)), bytes(0xff)]),
    undefined,
    `${"ä".repeat(20)}\uFFFD`,
    "1 character is damaged",
  ],
  [
    "one damaged byte in a short UTF-8 text",
    Buffer.concat([Buffer.from("£5;€6;Jos"), bytes(0xc3), Buffer.from(";Müller;Åse")]),
    undefined,
    "£5;€6;Jos\uFFFD;Müller;Åse",
    "1 character is damaged",
  ],
  [
    "a UTF-8 mark, Latin-1 written",
    Buffer.from("\u00ef\u00bb\u00bfM\u00fcller;\u00a35", "latin1"),
    undefined,
    "Müller;£5",
    "byte order mark is that of UTF-8",
  ],
  [
    "UTF-16 with a byte too many",
    Buffer.concat([utf16le("Due 5\n"), bytes(0x0a)]),
    undefined,
    "Due 5\n\uFFFD",
    "1 character is damaged",
  ],
  [
    "an unknown charset",
    Buffer.from("+AKM-500"),
    "utf-7",
    "+AKM-500",
    "declares “utf-7”, which is not supported",
  ],
])("a contradiction is reported: %s", (_, file, label, text, doubt) => {
  const decoded = decode(file, label);
  expect(decoded.text).toBe(text);
  expect(encodingNote(decoded)).toContain(doubt);
});

test("binary data is not taken for UTF-16", () => {
  const file = Uint8Array.from({ length: 4000 }, (_, at) => (at * 7919) % 251);
  expect(decode(file).encoding).not.toMatch(/UTF-(16|32)/);
});

test("Windows-1252 is decoded as WHATWG specifies, on every version of Node.js", () => {
  const upper = Uint8Array.from({ length: 32 }, (_, index) => 0x80 + index);
  expect(decoderOf("iso-8859-1")?.decode(upper)).toBe(
    "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ",
  );
});

describe("any text", () => {
  const text = fc.string({ unit: "grapheme" });

  test("survives encoding as UTF-8", () => {
    // A mark, zero bytes and shifts of Japanese text stand for other encodings.
    const notMarked = text.filter(
      (value) => !["\uFEFF", "\0", "\u001b"].some((mark) => value.includes(mark)),
    );
    fc.assert(
      fc.property(notMarked, (value) => {
        expect(decode(Buffer.from(value))).toMatchObject({ text: value, encoding: "UTF-8" });
      }),
    );
  });

  test("survives encoding as UTF-16 with a byte order mark", () => {
    fc.assert(
      fc.property(text, fc.boolean(), (value, isBig) => {
        const file = utf16le(`\uFEFF${value}`);
        expect(decode(isBig ? file.swap16() : file).text).toBe(value);
      }),
    );
  });

  test("any bytes produce text; Windows-1252 produces one character per byte", () => {
    fc.assert(
      fc.property(fc.uint8Array(), (file) => {
        const { text: decoded, encoding } = decode(file);
        if (encoding === "Windows-1252") expect(decoded).toHaveLength(file.length);
        expect(decoded.isWellFormed() || encoding.startsWith("UTF-16")).toBe(true);
      }),
    );
  });
});

test("the guess looks at the lines with bytes beyond ASCII, wherever they are", () => {
  const plain = "Customer;Amount;Date;Reference number\r\n".repeat(2000);
  const text = `${plain}Клиент;Сумма\r\n${plain}ООО «Ромашка»;1 250,00\r\n${plain}ИП Иванов;99,00\r\n`;
  expect(decode(encoded(text, "windows-1251"))).toMatchObject({ text, encoding: "Windows-1251" });
  const oneLine = `${plain.replaceAll("\r\n", " ")}Клиент и сумма по договору`;
  expect(decode(encoded(oneLine, "windows-1251"))).toMatchObject({ text: oneLine, encoding: "Windows-1251" });
});
