import { isObject } from "./json.ts";

/** Takes the keys it has learned, in every form they could leave in, and links that could start an authorisation out of texts. */
export interface Redactor {
  learn(key: string): void;
  redact(text: string): string;
}

// A shorter form would stand in ordinary words, and taking those out would alter a borrower's data.
const shortestForm = 6;

// Where Codat's own records hold one (`redirect`, `linkUrl`), that field is left out; here for wherever else one may stand.
const authorisationLink = /https?:\/\/link[\w.-]*\.codat\.[^\s"'<>\\()[\]*,;]+/gi;

export function createRedactor(): Redactor {
  const forms = new Set<string>();
  let pattern: RegExp | undefined;
  return {
    learn(key) {
      for (const form of formsOf(key)) if (form.length >= shortestForm) forms.add(form);
      // The longest first: a form can begin with another.
      const sources = [...forms].sort((a, b) => b.length - a.length).map(literal);
      pattern = sources.length > 0 ? new RegExp(sources.join("|"), "g") : undefined;
    },
    redact: (text) => {
      const withoutLinks = text.replace(authorisationLink, "[link removed]");
      return pattern ? withoutLinks.replace(pattern, "[key removed]") : withoutLinks;
    },
  };
}

function formsOf(key: string): string[] {
  const base64 = Buffer.from(key).toString("base64");
  const hex = Buffer.from(key).toString("hex");
  const base64url = Buffer.from(key).toString("base64url");
  const plain = [key, base64, base64.replace(/=+$/, ""), base64url, hex, hex.toUpperCase()];
  return plain.flatMap((form) => [
    form,
    encodeURIComponent(form),
    encodeURIComponent(form).replace(/%[0-9A-F]{2}/g, (encoded) => encoded.toLowerCase()),
    JSON.stringify(form).slice(1, -1),
  ]);
}

function literal(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

// The bytes of a file: nothing of ours, and megabytes of it.
const untouched = new Set(["data", "blob"]);

/** A copy in which every string, names included, has been through `redact`. */
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
