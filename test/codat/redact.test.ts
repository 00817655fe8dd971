import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createRedactor } from "../../src/codat/redact.ts";
import { cpuMs } from "../support/cpu-time.ts";
import { character } from "./texts.ts";

const printable = fc.string({
  unit: fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCharCode(code)),
  minLength: 8,
  maxLength: 80,
});
// The replacement must not form another key with the characters around it.
const mark = "[key removed]";
const keys = printable.filter(
  (key) =>
    !mark.includes(key) &&
    Array.from(mark).every(
      (_, at) => !key.endsWith(mark.slice(0, at + 1)) && !key.startsWith(mark.slice(at)),
    ),
);

function formsOf(key: string): Record<string, string> {
  const base64 = Buffer.from(key).toString("base64");
  return {
    raw: key,
    base64,
    "base64, unpadded": base64.replace(/=+$/, ""),
    base64url: Buffer.from(key).toString("base64url"),
    "URI-encoded": encodeURIComponent(key),
    "URI-encoded base64": encodeURIComponent(base64),
    "URI-encoded in lower case": encodeURIComponent(key).replace(/%../g, (byte) => byte.toLowerCase()),
    "JSON-escaped": JSON.stringify(key).slice(1, -1),
    "a header": `Basic ${base64}`,
  };
}

function redactorOf(...known: string[]) {
  const redactor = createRedactor();
  for (const key of known) redactor.learn(key);
  return redactor;
}

test("a key within other bytes in base64 leaves at most the characters that it shares with them", () => {
  const binary = fc.uint8Array({ maxLength: 7 }).map((bytes) => Buffer.from(bytes).toString("latin1"));
  fc.assert(
    fc.property(keys, binary, binary, fc.constantFrom("base64", "base64url"), (key, before, after, form) => {
      const { redact } = redactorOf(key);
      for (const text of [key, Buffer.from(key).toString("base64")]) {
        const clean = redact(Buffer.from(before + text + after, "latin1").toString(form));
        const kept = clean.replace(mark, "").replace(/=+$/, "");
        expect(clean).toContain(mark);
        expect(kept.length).toBeLessThanOrEqual(Math.ceil(((before + after).length * 8) / 6) + 2);
      }
    }),
  );
});

test("no form of a key survives in any text", () => {
  fc.assert(
    fc.property(
      keys,
      fc.string({ unit: character }),
      fc.string({ unit: character }),
      (key, before, after) => {
        const { redact } = redactorOf(key);
        const forms = Object.entries(formsOf(key));
        for (const [name, form] of forms) {
          const clean = redact(`${before}${form}${after}${form}`);
          const left = forms.filter(([, other]) => clean.includes(other)).map(([other]) => other);
          expect(left, `${name} in ${clean}`).toEqual([]);
        }
      },
    ),
    { numRuns: 150 },
  );
});

test("all forms in one text are removed, adjacent or overlapping", () => {
  fc.assert(
    fc.property(keys, fc.nat(8), (key, overlap) => {
      // Before a digit, half an escape at its end would become another escape.
      fc.pre(!/[%&\\=][\w#{]*$/.test(key));
      const forms = Object.values(formsOf(key));
      const text = forms.join("") + key.slice(0, overlap) + forms.join(" ");
      const clean = redactorOf(key).redact(text);
      for (const form of forms) expect(clean.includes(form)).toBe(false);
    }),
    { numRuns: 500 },
  );
});

test("a key within JSON text is removed, and the text stays valid JSON", () => {
  fc.assert(
    fc.property(keys, fc.string(), (key, other) => {
      const { redact } = redactorOf(key);
      const clean: unknown = JSON.parse(redact(JSON.stringify({ note: `${other} ${key}` })));
      expect(JSON.stringify(clean)).not.toContain(JSON.stringify(key).slice(1, -1));
    }),
    { numRuns: 500 },
  );
});

test("a text without the key is unchanged", () => {
  fc.assert(
    fc.property(keys, fc.string({ unit: character }), (key, text) => {
      fc.pre(Object.values(formsOf(key)).every((form) => !text.includes(form)));
      expect(redactorOf(key).redact(text)).toBe(text);
    }),
  );
});

test("every learned key is removed, including earlier ones", () => {
  const { redact } = redactorOf("the-old-key-01234", "the-old-key-01234-and-more", "another (key)*");
  expect(redact("the-old-key-01234-and-more, the-old-key-01234, another (key)*")).toBe(
    "[key removed], [key removed], [key removed]",
  );
});

test("nothing is removed before a key is known", () => {
  expect(redactorOf().redact("Basic c2VjcmV0")).toBe("Basic c2VjcmV0");
});

test("a very short key is not removed, so that ordinary words stay intact", () => {
  expect(redactorOf("a").redact("a banana")).toBe("a banana");
});

describe("a key in other spellings", () => {
  const key = "a&b/secret<key>01";
  const spelled = (map: (character: string) => string) => Array.from(key, map).join("");
  const code = (character: string) => character.charCodeAt(0);
  const hex = (character: string) => code(character).toString(16).padStart(2, "0");

  test.each([
    ["every character percent-encoded", spelled((character) => `%${hex(character)}`)],
    ["percent-encoded twice", spelled((character) => `%25${hex(character).toUpperCase()}`)],
    [
      "some characters percent-encoded",
      spelled((character) => (/[a-e]/.test(character) ? `%${hex(character)}` : character)),
    ],
    ["decimal entities", spelled((character) => `&#${code(character)};`)],
    ["hexadecimal entities", spelled((character) => `&#x00${hex(character)};`)],
    ["named entities", "a&amp;b/secret&lt;key&gt;01"],
    ["escapes of JSON", spelled((character) => `\\u00${hex(character)}`)],
    ["escapes of JavaScript", spelled((character) => `\\x${hex(character)}`)],
    ["UTF-16", spelled((character) => `${character}\0`).slice(0, -1)],
    ["UTF-16 in JSON", spelled((character) => `${character}\\u0000`).slice(0, -6)],
    ["hexadecimal, upper case", Buffer.from(key).toString("hex").toUpperCase()],
    ["base64 with encoded padding", encodeURIComponent(Buffer.from(key).toString("base64"))],
  ])("is removed: %s", (_, form) => {
    const redactor = createRedactor();
    redactor.learn(key);
    expect(redactor.redact(`before ${form} after`)).toMatch(/^before \[key removed\](=|%3D)* after$/);
  });

  test.each([
    ["every character percent-encoded", spelled((character) => `%${hex(character)}`)],
    ["percent-encoded four times", spelled((character) => `%252525${hex(character)}`)],
    ["escaped entities", spelled((character) => `&amp;amp;#x0000${hex(character)};`)],
    ["UTF-16 in escapes", spelled((character) => `${character}\\\\u0000`)],
    ["octal escapes", spelled((character) => `\\${code(character).toString(8).padStart(3, "0")}`)],
    [
      "quoted-printable over two lines",
      `${spelled((character) => `=${hex(character)}`).slice(0, 24)}=\r\n${spelled((character) => `=${hex(character)}`).slice(24)}`,
    ],
    [
      "each character in another spelling",
      Array.from(
        key,
        (character, nth) =>
          [`%${hex(character)}`, `&#${code(character)};`, `\\u00${hex(character)}`, `${character}\0`][
            nth % 4
          ],
      ).join(""),
    ],
  ])("is removed anywhere in a text of megabytes: %s", (_, form) => {
    const redactor = createRedactor();
    redactor.learn(key);
    const filler = ["x", "%", "&#", "\\"].map((part) => `${part.repeat(100_000)} `);
    const pieces = Array.from(
      { length: 100 },
      (_, nth) => `${filler[nth % 4]?.slice(-997 * (nth + 1))} ${form} `,
    );
    const clean = redactor.redact(pieces.join(""));
    expect(clean.split("[key removed]").length).toBe(pieces.length + 1);
  });

  test("is looked for in steps, none of which blocks the process", () => {
    const redactor = createRedactor();
    redactor.learn(key);
    for (const part of ["&#0000000", "%25252541", "\\\\", "\\u", "=41", "a\0", "c2Vj", "https://link"]) {
      const text = part.repeat((2 * 1024 * 1024) / part.length);
      const steps = redactor.redact.inSteps(text);
      let longestMs = 0;
      for (let isDone = false; !isDone; ) {
        const stepMs = cpuMs(() => {
          isDone = steps.next().done === true;
        });
        longestMs = Math.max(longestMs, stepMs);
      }
      expect(longestMs, part).toBeLessThan(1000);
    }
  });

  test("does not change similar text, and is fast for megabytes", () => {
    const redactor = createRedactor();
    redactor.learn(key);
    for (const text of ["a&b/secret", "a&amp;b", "%61%26%62"]) expect(redactor.redact(text)).toBe(text);
    for (const part of ["%61%26", "a&#38;", "\\u0061", "a&b/secret<key>0", "https://link.", "a\0&\0"]) {
      const text = part.repeat(1_000_000 / part.length);
      expect(
        cpuMs(() => redactor.redact(text)),
        part,
      ).toBeLessThan(1_000);
    }
  });
});

describe("an escape sign directly before a key that starts like an escape", () => {
  const encoded = (text: string) => text.replace(/[^\w-]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`);
  const withEntities = (text: string) => text.replace(/[^\w-]/g, (sign) => `&#${sign.charCodeAt(0)};`);

  test.each([
    ["percent-encoded", "41b+secret/key=0123", "%", encoded("41b+secret/key=0123")],
    ["percent-encoded twice", "41b+secret/key=0123", "%", encoded(encoded("41b+secret/key=0123"))],
    ["in a query after %25", "41b+secret/key=0123", "%25", encoded("41b+secret/key=0123")],
    ["wide percent-encoded", "u0041+secret/key=0123", "%", encoded("u0041+secret/key=0123")],
    ["entities", "#65;b+secret/key=0123", "&", "#65;b&#43;secret&#47;key&#61;0123"],
    ["a named entity", "amp;b+secret/key=0123", "&", `amp;${withEntities("b+secret/key=0123")}`],
    ["JSON", "u0041+secret/key=0123", "\\", "u0041+secret\\/key=0123"],
    ["octal", "101b+secret/key=0123", "\\", "101b+secret\\/key=0123"],
    ["base64", "key-41", "%", encoded(Buffer.from("key-41").toString("base64"))],
    ["hexadecimal in capitals", "a/41-secret", "%", Buffer.from("a/41-secret").toString("hex").toUpperCase()],
  ])("leaves nothing of it: %s", (_, key, sign, spelling) => {
    const clean = redactorOf(key).redact(`before ${sign}${spelling} after`);
    expect(clean).toBe(`before ${sign}[key removed] after`);
  });

  test("any key after any sign", () => {
    const signs = fc.constantFrom("%", "&", "\\", "%25", "&amp;");
    const starts = fc.constantFrom("41", "u0041", "#65;", "#x41;", "x41", "101", "lt;", "00");
    fc.assert(
      fc.property(signs, starts, fc.stringMatching(/^[a-z+/=]{10,40}$/), (sign, start, rest) => {
        const key = `${start}${rest}+`;
        const escaped = Array.from(rest, (character) => `%${character.charCodeAt(0).toString(16)}`).join("");
        expect(redactorOf(key).redact(`${sign}${start}${escaped}%2B.`)).toBe(`${sign}[key removed].`);
      }),
    );
  });
});
