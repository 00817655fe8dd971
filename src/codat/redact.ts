import { isObject } from "./json.ts";

/** Removes from texts the keys that it has learned, in every form that a text could have them in, and links that start an authorization. */
export interface Redactor {
  learn(key: string): void;
  redact(text: string): string;
}

// A shorter form can be part of ordinary words. Removing those would alter a borrower's data.
const shortestForm = 6;

// Allow lists omit the fields that hold such a link (`redirect`, `linkUrl`). Other fields and errors may contain one.
const authorizationLink = /https?:\/\/link[\w.-]*\.codat\.[^\s"'<>\\()[\]*,;]+/gi;

export function createRedactor(): Redactor {
  const forms = new Set<string>();
  const rareForms = new Set<string>();
  let pattern: RegExp | undefined;
  let oddPattern: RegExp | undefined;
  return {
    learn(key) {
      for (const form of formsOf(key)) if (form.length >= shortestForm) forms.add(form);
      for (const form of rareFormsOf(key)) rareForms.add(form);
      // The longest first: a form can start with another form.
      const longestFirst = (all: Set<string>) => [...all].sort((a, b) => b.length - a.length);
      const patternOf = (isOdd: boolean) =>
        new RegExp(
          longestFirst(forms)
            .map((form) => anySpelling(form, isOdd))
            .join("|"),
          "g",
        );
      if (forms.size === 0) return;
      pattern = patternOf(false);
      oddPattern = patternOf(true);
    },
    redact: (text) => {
      let clean = text.replace(authorizationLink, "[link removed]");
      if (!pattern || !oddPattern) return clean;
      for (const form of rareForms) {
        if (clean.includes(form)) clean = clean.replaceAll(form, removed);
      }
      // In megabytes, the slower pattern would block the process for a second. An error, a summary and a name are short.
      const isOdd = clean.length <= mostOddUnits && mayBeOdd.test(clean);
      return clean.replace(isOdd ? oddPattern : pattern, removed);
    },
  };
}

const removed = "[key removed]";
const mostOddUnits = 65_536;
const mayBeOdd =
  /%25|%u00|\\u\{|\\\\u00|\\x00|\\0|&amp;|&#[xX]?0{1,6};|&(?:plus|sol|equals|lowbar|UnderBar|hyphen|dash|period|colon);|(?:=[0-9a-fA-F]{2}){3}/;

/** The forms that can be written in any spelling. */
function formsOf(key: string): string[] {
  const bytes = Buffer.from(key);
  const base64 = bytes.toString("base64");
  return [key, base64.replace(/=+$/, ""), bytes.toString("base64url"), bytes.toString("hex")];
}

/** Rarer forms, removed only as they are: patterns of all spellings of each would be slow to build. */
function rareFormsOf(key: string): string[] {
  const utf16 = Buffer.from(key, "utf16le");
  // Basic credentials have a colon after the name or before the password.
  const inBase64 = [utf16, Buffer.from(`:${key}`), Buffer.from(`${key}:`)].flatMap((form) => [
    form.toString("base64").replace(/=+$/, ""),
    form.toString("base64url"),
  ]);
  return [...inBase64, utf16.toString("hex")];
}

const namedEntities: Record<string, string> = {
  "&": "amp|AMP",
  "<": "lt|LT",
  ">": "gt|GT",
  '"': "quot|QUOT",
  "'": "apos",
  "+": "plus",
  "/": "sol",
  "=": "equals",
  "-": "hyphen|dash",
  _: "lowbar|UnderBar",
  ".": "period",
  ":": "colon",
  "@": "commat",
  "#": "num",
  "%": "percnt",
  $: "dollar",
  "!": "excl",
  "*": "ast|midast",
  "\\": "bsol",
};

// Between the characters of UTF-16 that was read as single bytes.
const nul = "(?:\\0|\\\\u0000|%00)?";
const oddNul = "(?:\\0|\\\\{1,2}u0000|\\\\x00|\\\\0|%00|&#[xX]?0{1,6};)?";

/** A form as it may be written: each character as itself, percent-encoded, as an HTML entity or as an escape of JSON or JavaScript. */
function anySpelling(form: string, isOdd: boolean): string {
  const hexDigits = /^[0-9a-f]+$/.test(form);
  return Array.from(form, (character) => spellingsOf(character, hexDigits, isOdd)).join(isOdd ? oddNul : nul);
}

function spellingsOf(character: string, isHexDigit: boolean, isOdd: boolean): string {
  const code = character.codePointAt(0) ?? 0;
  const hex = anyCase(code.toString(16).padStart(2, "0"));
  const entity = namedEntities[character];
  return `(?:${[
    // Before the character itself, so that no half of an escape remains.
    ...(/["\\/]/.test(character) ? [`\\\\${literal(character)}`] : []),
    isHexDigit ? anyCase(character) : literal(character),
    `%(?:25)?${hex}`,
    `&#0{0,6}${code};?`,
    `&#[xX]0{0,6}${hex};?`,
    `\\\\u00${hex}`,
    `\\\\x${hex}`,
    ...(entity ? [`&(?:${entity});`] : []),
    ...(isOdd ? oddSpellings(code, hex, entity) : []),
  ].join("|")})`;
}

function oddSpellings(code: number, hex: string, entity: string | undefined): string[] {
  return [
    `%(?:25){2,3}${hex}`,
    `%u00${hex}`,
    // Quoted-printable, as in mail.
    `=${hex}`,
    `&(?:amp;){1,2}#0{0,6}${code};?`,
    `&(?:amp;){1,2}#[xX]0{0,6}${hex};?`,
    `\\\\{2}u00${hex}`,
    `\\\\u\\{0{0,4}${hex}\\}`,
    ...(entity ? [`&(?:amp;){1,2}(?:${entity});`] : []),
  ];
}

function anyCase(text: string): string {
  return text.replace(/[a-z]/gi, (letter) => `[${letter.toLowerCase()}${letter.toUpperCase()}]`);
}

function literal(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
}

// The bytes of a file: megabytes without text of this server.
const untouched = new Set(["data", "blob"]);

/** A copy with every string redacted, field names included. */
export function redactDeep<T>(value: T, redact: (text: string) => string): T {
  const clean = (part: unknown, name = ""): unknown => {
    if (typeof part === "string") return untouched.has(name) ? part : redact(part);
    if (Array.isArray(part)) return part.map((inner) => clean(inner));
    if (!isObject(part)) return part;
    return Object.fromEntries(
      Object.entries(part).map(([field, inner]) => [redact(field), clean(inner, field)]),
    );
  };
  return clean(value) as T;
}
