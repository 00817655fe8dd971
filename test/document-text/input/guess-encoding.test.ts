import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decode } from "../../../src/document-text/input/decode.ts";
import { decoderOf } from "../../../src/document-text/input/decoder.ts";
import { guessEncoding } from "../../../src/document-text/input/guess-encoding.ts";

const encoded = (text: string, encoding: string) => {
  const decoder = decoderOf(encoding);
  const byteOf = new Map(
    Array.from({ length: 256 }, (_, byte) => [decoder?.decode(Uint8Array.of(byte)), byte]),
  );
  return Uint8Array.from(text, (character) => byteOf.get(character) ?? 0x3f);
};

test.each([
  ["Windows-1250", "Spółka;Należność\r\nŁódź, ul. Główna;1 250,00\r\n"],
  ["ISO-8859-2", "Spółka;Należność\r\nŁódź, ul. Święta;1 250,00\r\n"],
  ["CP852", "Spółka;Należność\r\nŁódź, ul. Święta;1 250,00\r\n"],
  ["Windows-1250", "Jiří Dvořák;Příliš žluťoučký kůň\r\n"],
  ["Windows-1250", "Erdős Űrlap Kft.;Győr, Fűtő út 5\r\nTűzhely Bt.;Szőke köz 7\r\n"],
  ["Windows-1254", "Yıldız İnşaat;Kızılay, Beyoğlu\r\nŞişli Gıda;İstanbul\r\n"],
  ["Windows-1257", "Žemaitė;Mokėjimas už įrangą\r\nŠiauliai;Sąskaita už paslaugas\r\n"],
  ["Windows-1253", "Πελάτης;Λογαριασμός\r\nΘΕΣΣΑΛΟΝΙΚΗ;Παπαδόπουλος\r\n"],
  ["Windows-1255", "לקוח;חשבונית\r\nכהן ובניו;תשלום עבור שירותים\r\n"],
  ["Windows-1256", "شركة النور للتجارة;فاتورة رقم\r\nالمبلغ المستحق على العميل\r\n"],
  ["KOI8-U", "Київ;Рахунок за послуги\r\nЛьвів;Оплата згідно з договором її\r\n"],
  ["Mac Cyrillic", "Счёт;Оплата за январь\r\nПетров;Москва, улица Ясная\r\n"],
  ["ISO-8859-5", "Счёт;Оплата за январь\r\nПетров;Москва, улица Ясная\r\n"],
  ["CP850", "Société Générale;Prix £5\r\nMüller;Größe\r\n"],
  ["Mac Roman", "José Peña;£5\r\n“Acme” – don’t pay;café\r\n"],
])("%s without a declaration is guessed: %j", (encoding, text) => {
  const label = { "Mac Roman": "macintosh", "Mac Cyrillic": "x-mac-cyrillic" }[encoding] ?? encoding;
  expect(decode(encoded(text, label))).toMatchObject({ text, encoding, isGuess: true });
});

test.each([
  [
    "Big5",
    "abc8a4e1a657bad92cc0b3a6acb162b4da0aa4bda571a661a77d2ca578a55fa5aba4a4a473b0cf2cbdd0a9f3a4eba9b3a4a7ab65a549b4da0a",
    "客戶名稱,應收帳款\n公司地址,台北市中山區,請於月底之前付款\n",
  ],
  [
    "EUC-KR",
    "b0c5b7a1c3b32cb9ccbcf6b1dd2cc3bbb1b820b1ddbed70ac1d6bdc4c8b8bbe720bcadbfefbbf3bbe72cbff9b8bbb1eec1f620c1f6b1de0a",
    "거래처,미수금,청구 금액\n주식회사 서울상사,월말까지 지급\n",
  ],
])("%s in two-byte characters", (encoding, hex, text) => {
  expect(decode(Buffer.from(hex, "hex"))).toMatchObject({ text, encoding, isGuess: true });
});

const names = ["Müller & Söhne", "Café Zürich", "José García", "Peña Nieto SL", "Société Générale"].concat(
  ["Françoise Lefèvre", "Ångström AB", "Björn Åkesson", "São Paulo Lda", "Conceição", "Niccolò Rossi"],
  ["Château d’Eau", "Größe", "Hôtel Noël", "Señor Núñez", "Siân Jones", "O’Brien – London", "£5", "€ 5"],
);

describe("any bytes", () => {
  test("have an encoding", () => {
    const byte = fc.oneof(fc.integer({ min: 0x80, max: 0xff }), fc.integer({ min: 0, max: 0xff }));
    fc.assert(
      fc.property(fc.array(byte), (values) => {
        const bytes = Uint8Array.from(values);
        expect(typeof guessEncoding(bytes).decode(bytes)).toBe("string");
      }),
    );
  });

  test("that are neither UTF-8 nor UTF-16 are called a guess", () => {
    const word = fc.string({
      unit: fc.integer({ min: 0xc0, max: 0xff }).map((unit) => String.fromCharCode(unit)),
    });
    fc.assert(
      fc.property(word, (text) => {
        expect(decode(Buffer.from(`Name;${text}\u00ff\r\n`, "latin1")).isGuess).toBe(true);
      }),
    );
  });
});

test("names of any Western European languages in one list are Windows-1252", () => {
  fc.assert(
    fc.property(fc.subarray(names, { minLength: 1 }), (some) => {
      const text = some.map((name, at) => `${1000 + at};${name};99.50\r\n`).join("");
      expect(decode(encoded(text, "windows-1252"))).toMatchObject({ text, encoding: "Windows-1252" });
    }),
  );
});

test("a declared encoding that fits is never a guess", () => {
  const labels = ["windows-1252", "iso-8859-2", "windows-1251", "windows-1254", "windows-1257"].concat([
    "koi8-r",
    "ibm850",
    "ibm437",
    "macintosh",
    "x-mac-cyrillic",
    "iso-8859-7",
    "windows-1255",
  ]);
  // A letter, and no further byte of a character in UTF-8 after it.
  const word = fc
    .array(fc.integer({ min: 0xe0, max: 0xfa }), { minLength: 1 })
    .map((bytes) => bytes.flatMap((byte) => [byte, 0x61]));
  fc.assert(
    fc.property(fc.constantFrom(...labels), word, (label, values) => {
      const bytes = Uint8Array.from(values);
      const decoded = decode(bytes, label);
      expect(decoded.isGuess).toBe(false);
      expect(decoded.text).toBe(decoderOf(label)?.decode(bytes));
    }),
  );
});
