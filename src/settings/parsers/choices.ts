import { readList } from "./read-list.ts";
import type { Defaulted } from "./setting.ts";

export function boolean(description: string, fallback: boolean): Defaulted<boolean> {
  return {
    description,
    default: String(fallback),
    parse: (text) => (/^(true|1)$/i.test(text) ? true : /^(false|0)$/i.test(text) ? false : undefined),
    expected: "true, false, 1 or 0",
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
    parse: (text) => readList(text, (word) => values.find((value) => value === word.toLowerCase())),
    expected: `one or more of ${values.join(", ")}, separated by commas`,
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
    parse: (text) =>
      text === "none" ? [] : readList(text, (word) => values.find((value) => value === word)),
    expected: `none, or one or more of ${values.join(", ")}, separated by commas`,
  };
}
