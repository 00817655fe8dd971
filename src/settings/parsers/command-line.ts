import type { Setting } from "./setting.ts";

/** A program and its arguments, which are run without a shell. Not a flag: other users can see command lines. */
export function commandLine(description: string): Setting<readonly string[]> {
  return {
    description,
    flag: false,
    parse: (text) => {
      const words = jsonIn(text);
      const isCommand = Array.isArray(words) && words.length > 0 && words.every(isWord) && words[0] !== "";
      return isCommand ? words : undefined;
    },
    expected: 'a JSON array of strings, the program first, such as ["program", "argument"]',
  };
}

function isWord(value: unknown): value is string {
  return typeof value === "string" && !value.includes("\0");
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
