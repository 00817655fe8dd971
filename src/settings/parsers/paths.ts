import { isAbsolute } from "node:path";
import type { Defaulted, Setting } from "./setting.ts";

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

/** The absolute path of a file that restricts. */
export function restrictingFile(description: string): Setting<string> {
  return { ...directory(description), failClosed: true, expected: "the absolute path of a file" };
}

/** The absolute path of a log file, `stdout` or `none`. A setting that restricts. */
export function logFile(description: string): Defaulted<string> {
  return {
    description,
    default: "none",
    failClosed: true,
    parse: (text) => (text === "none" || text === "stdout" || isAbsolute(text) ? text : undefined),
    expected: "none, the absolute path of a file, or (for http) stdout",
  };
}
