import { isIP } from "node:net";
import { isAbsolute } from "node:path";
import { isLoopback } from "../base/loopback.ts";
import { isUuid } from "../base/uuid.ts";

/** One setting: its default, its flag and its parser. */
export interface Setting<T> {
  /** One line of the help text. */
  description: string;
  /** The text that is parsed if the setting is not set. */
  default?: string;
  /** False for a secret, which must not be in a command line. */
  flag?: false;
  /** True for a setting that restricts: an empty value or a placeholder is an error, never "no restriction". */
  failClosed?: true;
  /** The value; undefined if the text is invalid. */
  parse(text: string): T | undefined;
  /** The valid values, to complete a sentence after "must be". */
  expected: string;
  /** For some invalid texts a better explanation, to complete a sentence after the setting's name. Without the text itself. */
  problem?(text: string): string | undefined;
}

/** A setting with a default. */
export type Defaulted<T> = Setting<T> & { default: string };

export function path(description: string): Setting<string> {
  return { description, parse: (text) => text, expected: "a path" };
}

export function directory(description: string): Setting<string> {
  return {
    description,
    parse: (text) => (isAbsolute(text) ? text : undefined),
    expected: "an absolute path",
  };
}

export function boolean(description: string, fallback: boolean): Defaulted<boolean> {
  return {
    description,
    default: String(fallback),
    parse: (text) => (/^(true|1)$/i.test(text) ? true : /^(false|0)$/i.test(text) ? false : undefined),
    expected: "true, false, 1 or 0",
  };
}

/** A whole number within bounds; `of` is the unit. */
export function whole(
  description: string,
  fallback: number,
  { of, from, to }: { of: string; from: number; to: number },
): Defaulted<number> {
  return {
    description,
    default: String(fallback),
    parse: (text) => {
      const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
      return value >= from && value <= to ? value : undefined;
    },
    expected: `a whole number of ${of} from ${from} to ${to}`,
  };
}

/** The same, or 0 for none. */
export function limit(
  description: string,
  fallback: number,
  bounds: { of: string; from: number; to: number },
): Defaulted<number> {
  const bounded = whole(description, fallback, bounds);
  return {
    ...bounded,
    parse: (text) => (text === "0" ? 0 : bounded.parse(text)),
    expected: `${bounded.expected}, or 0 for none`,
  };
}

export function milliseconds(
  description: string,
  fallback: number,
  { from = 0, to = 600_000 } = {},
): Defaulted<number> {
  return whole(description, fallback, { of: "milliseconds", from, to });
}

export function factor(description: string, fallback: number, from: number, to: number): Defaulted<number> {
  return {
    description,
    default: String(fallback),
    parse: (text) => {
      const value = /^\d{1,3}(\.\d{1,6})?$/.test(text) ? Number(text) : Number.NaN;
      return value >= from && value <= to ? value : undefined;
    },
    expected: `a number from ${from} to ${to}`,
  };
}

export function oneOf<const T extends string>(
  description: string,
  values: readonly T[],
  fallback: NoInfer<T>,
): Defaulted<T> {
  return {
    description,
    default: fallback,
    parse: (text) => values.find((value) => value === text.toLowerCase()),
    expected: values.join(" or "),
  };
}

/** One or more of these values. */
export function someOf<const T extends string>(
  description: string,
  values: readonly T[],
  fallback: NoInfer<T>,
): Defaulted<readonly T[]> {
  return {
    description,
    default: fallback,
    parse: (text) => listed(text, (word) => values.find((value) => value === word.toLowerCase())),
    expected: `one or more of ${values.join(", ")}, separated by commas`,
  };
}

/** More would not fit in one page of companies. */
export const mostCompanies = 100;

/** Company ids, or `all`. A setting that restricts. */
export function companies(description: string): Defaulted<"all" | readonly string[]> {
  return {
    description,
    default: "all",
    failClosed: true,
    parse: (text) => {
      if (text === "all") return "all";
      const ids = listed(text, (word) => (isUuid(word) ? word.toLowerCase() : undefined));
      return ids && ids.length <= mostCompanies ? ids : undefined;
    },
    expected: `all, or the UUIDs of 1 to ${mostCompanies} companies, separated by commas`,
  };
}

/** One or more of these values, or `none`. A setting that restricts. */
export function someOrNone<const T extends string>(
  description: string,
  values: readonly T[],
): Defaulted<readonly T[]> {
  return {
    description,
    default: "none",
    failClosed: true,
    parse: (text) => (text === "none" ? [] : listed(text, (word) => values.find((value) => value === word))),
    expected: `none, or one or more of ${values.join(", ")}, separated by commas`,
  };
}

/** The absolute path of a file, or `none`. A setting that restricts. */
export function fileOrNone(description: string): Defaulted<string> {
  return {
    description,
    default: "none",
    failClosed: true,
    parse: (text) => (text === "none" || isAbsolute(text) ? text : undefined),
    expected: "none, or the absolute path of a file",
  };
}

// The distinct values of a list; undefined if the list is empty or a value is invalid.
function listed<T>(text: string, parse: (word: string) => T | undefined): readonly T[] | undefined {
  const values = text.split(",").map((word) => parse(word.trim()));
  const known = values.filter((value) => value !== undefined);
  return known.length === values.length ? [...new Set(known)] : undefined;
}

/** The URL of an API that may receive the key. */
export function apiUrl(description: string, fallback: string): Defaulted<URL> {
  return {
    description,
    default: fallback,
    parse: (text) => {
      if (!URL.canParse(text)) return undefined;
      const url = new URL(text);
      const secure = url.protocol === "https:" || (url.protocol === "http:" && isLoopback(url));
      return secure &&
        !url.username &&
        !url.password &&
        !url.search &&
        !url.hash &&
        !url.pathname.includes("//")
        ? url
        : undefined;
    },
    expected: "an https URL without user name, query or fragment (http only on loopback)",
  };
}

/** An address of this machine. */
export function ipAddress(description: string, fallback: string): Defaulted<string> {
  return {
    description,
    default: fallback,
    parse: (text) => (isIP(text) > 0 ? text : text === "localhost" ? "127.0.0.1" : undefined),
    expected: "an IP address",
  };
}

/** The absolute path of a file that restricts. */
export function restrictingFile(description: string): Setting<string> {
  return { ...directory(description), failClosed: true, expected: "the absolute path of a file" };
}

/** The URL of this server as clients see it. */
export function publicUrl(description: string): Setting<URL> {
  const { parse, expected } = apiUrl(description, "https://example.com");
  return { description, parse, expected };
}

/** Host names, each with an optional port. A setting that restricts. */
export function hostNames(description: string): Setting<readonly string[]> {
  return {
    description,
    failClosed: true,
    parse: (text) =>
      listed(text, (word) =>
        /^([\w.-]+|\[[\da-f:.]+\])(:\d{1,5})?$/i.test(word) ? word.toLowerCase() : undefined,
      ),
    expected: "host names, each with an optional port, separated by commas",
  };
}

/** Origins of web pages. A setting that restricts. */
export function origins(description: string): Setting<readonly string[]> {
  return {
    description,
    failClosed: true,
    parse: (text) =>
      listed(text, (word) => (URL.canParse(word) && new URL(word).origin === word ? word : undefined)),
    expected: "origins such as https://app.example.com, separated by commas",
  };
}
