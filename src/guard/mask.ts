import { advice } from "../base/advice.ts";
import { ToolError } from "../base/tool-error.ts";
import { isObject, type JsonObject } from "../codat/json.ts";
import type { Query } from "../codat/path.ts";
import { isCustomerData, type Route } from "../codat/routes.ts";
import type { MaskKind } from "../settings/index.ts";
import { createPseudonymizer } from "./pseudonyms.ts";

/** Blanks a borrower's personal data before anything else of this server sees it. */
export interface Mask {
  /** Throws `not_allowed` for a file whose contents are kept back, `arguments` for a query on a masked field. */
  permit(route: Route, query?: Query): void;
  /** An answer of Codat's with its masked fields blanked: what is there stays visible as there, and equal values as equal. */
  json(route: Route, answer: JsonObject): JsonObject;
  /** A text with what has the form of a masked value blanked; names, addresses and other numbers have none. */
  text(text: string): string;
}

// By name at any depth, so that a field which Codat adds tomorrow is blanked too.
const fieldNames: [Exclude<MaskKind, "files">, RegExp][] = [
  ["email", /email/i],
  ["phone", /phone|mobile|fax|^tel|^cell/i],
  ["tax", /tax|^vat|vat(no|number|id)|^(abn|ein|gst)|(registration|company)number/i],
  ["address", /address|post(al)?code|^line\d/i],
];
// Within a masked address or phone: what kind of one it is, in a word.
const kindField = /^(type|status)$/i;
const kindWord = /^[A-Za-z]{1,20}$/;
const withheldField = /^-?supplementaldata(\.|$)/i;
const withheld = "withheld while CODAT_MASK is set";

export function createMask(kinds: readonly MaskKind[]): Mask {
  const pseudonyms = createPseudonymizer();
  const isMasked = (name: string) => {
    const plain = name.replace(/[_-]/g, "");
    return fieldNames.some(
      ([kind, pattern]) =>
        kinds.includes(kind) && pattern.test(plain) && !(kind === "address" && /email/i.test(plain)),
    );
  };

  const blanked = (value: unknown, name = ""): unknown => {
    if (kindField.test(name) && kindWord.test(String(value))) return value;
    if (Array.isArray(value)) return value.map((inner) => blanked(inner));
    if (isObject(value)) return mapFields(value, blanked);
    return (typeof value === "string" && value !== "") || typeof value === "number"
      ? pseudonyms.value(String(value))
      : value;
  };
  const masked = (value: unknown, name = ""): unknown => {
    if (withheldField.test(name) && value !== null) return withheld;
    if (isMasked(name)) return blanked(value);
    if (Array.isArray(value)) return value.map((inner) => masked(inner));
    return isObject(value) ? mapFields(value, masked) : value;
  };

  return {
    permit({ kind }, { query, orderBy } = {}) {
      if (kinds.includes("files") && kind === "attachment_content") throw filesWithheld();
      const isKeptBack = (name: string) => isMasked(name) || (kinds.length > 0 && withheldField.test(name));
      const named = [...propertiesIn(String(query ?? "")), String(orderBy ?? "")].find(isKeptBack);
      if (named === undefined) return;
      throw new ToolError(
        "arguments",
        "query and orderBy must not name a field that CODAT_MASK masks: who may filter or order by it can find it out.",
      );
    },
    json: (route, answer) => (kinds.length > 0 && isCustomerData(route) ? mapFields(answer, masked) : answer),
    text(text) {
      const withoutEmails = kinds.includes("email") ? pseudonyms.emailsIn(text) : text;
      return kinds.includes("phone") ? pseudonyms.phonesIn(withoutEmails) : withoutEmails;
    },
  };
}

/** For every way to a file's contents, where they are kept back. */
export function filesWithheld(): ToolError {
  return new ToolError(
    "not_allowed",
    "This server hands out no contents of files: its setting CODAT_MASK names them.",
    {
      advice: advice.filesMasked,
    },
  );
}

// What stands before an operator, whatever joins it to what stands before it.
function propertiesIn(query: string): string[] {
  return [...query.matchAll(/([\p{L}\p{N}_.%-]+)[\s"')]*[!=<>~]/gu)].map(([, name]) => name ?? "");
}

function mapFields(value: JsonObject, map: (value: unknown, name: string) => unknown): JsonObject {
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, map(inner, name)]));
}
