import { isIP } from "node:net";
import { isLoopback } from "../../base/loopback.ts";
import { readList } from "./read-list.ts";
import type { Defaulted, Setting } from "./setting.ts";

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

/** The URL of this server as clients see it. */
export function publicUrl(description: string): Setting<URL> {
  const { parse, expected } = apiUrl(description, "https://example.com");
  return { description, parse, expected };
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

/** Host names, each with an optional port. A setting that restricts. */
export function hostNames(description: string): Setting<readonly string[]> {
  return {
    description,
    failClosed: true,
    parse: (text) =>
      readList(text, (word) =>
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
      readList(text, (word) => (URL.canParse(word) && new URL(word).origin === word ? word : undefined)),
    expected: "origins such as https://app.example.com, separated by commas",
  };
}
