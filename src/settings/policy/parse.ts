import { nearest } from "../../base/nearest-name.ts";
import { hasRepeatedKey } from "../../base/repeated-key.ts";
import { SettingError } from "../flags.ts";
import { someOf, someOrNone } from "../parsers/choices.ts";
import { companies } from "../parsers/companies.ts";
import type { Setting } from "../parsers/setting.ts";
import {
  type CompanyIds,
  type Format,
  formats,
  type MaskKind,
  maskKinds,
  rows,
  type Toolset,
  toolsetNames,
} from "../table.ts";

/** What a policy allows and requires. What it omits, it leaves to the settings. */
export interface PolicyRules {
  companies?: CompanyIds;
  mask?: readonly MaskKind[];
  auditRequired?: boolean;
  toolsets?: readonly Toolset[];
  formats?: readonly Format[];
  baseUrl?: URL;
  maxRowsPerCall?: number;
}

type Key = keyof PolicyRules;

/** Reads one value. Undefined if it is invalid. */
interface Reader {
  read(value: unknown): unknown;
  expected: string;
}

const largestPageSize = 5000;

// The checks of the settings, so that both accept the same values.
const readers: Record<Key, Reader> = {
  companies: {
    read: (value) => (value === "all" ? value : wordsOf(value, companies(""))),
    expected: '"all", or an array of the UUIDs of 1 to 100 companies',
  },
  mask: arrayOf(someOrNone("", maskKinds), maskKinds),
  auditRequired: {
    read: (value) => (typeof value === "boolean" ? value : undefined),
    expected: "true or false",
  },
  toolsets: arrayOf(someOf("", toolsetNames, "customers"), toolsetNames),
  formats: arrayOf(someOf("", formats, "auto"), formats),
  baseUrl: {
    read: (value) => (typeof value === "string" ? rows.baseUrl.parse(value) : undefined),
    expected: rows.baseUrl.expected,
  },
  maxRowsPerCall: {
    read: (value) =>
      typeof value === "number" && Number.isInteger(value) && value >= 1 && value <= largestPageSize
        ? value
        : undefined,
    expected: `a whole number from 1 to ${largestPageSize}`,
  },
};

/** The rules in the text of a policy. Throws SettingError, whose sentence begins with `name`. */
export function parsePolicy(text: string, name: string): PolicyRules {
  const object = objectIn(text);
  if (!object) throw new SettingError(`${name} must contain one JSON object.`);
  if (hasRepeatedKey(text)) throw new SettingError(`${name} has a key twice.`);
  const entries = Object.entries(object).map(([key, value]) => {
    if (!isKey(key)) throw new SettingError(`${name} has an unknown key.${meantBy(key)}`);
    const { read, expected } = readers[key];
    const result = read(value);
    if (result === undefined) throw new SettingError(`${name}: ${key} must be ${expected}.`);
    return [key, result];
  });
  return Object.fromEntries(entries);
}

function isKey(key: string): key is Key {
  return Object.hasOwn(readers, key);
}

function meantBy(key: string): string {
  const names = Object.keys(readers);
  const meant = nearest(key, names);
  return meant ? ` Did you mean ${meant}?` : ` Known are ${names.join(", ")}.`;
}

function arrayOf(setting: Setting<unknown>, values: readonly string[]): Reader {
  return { read: (value) => wordsOf(value, setting), expected: `an array of ${values.join(", ")}` };
}

// No value of these settings contains a comma, and "none" and "all" are for settings only.
function wordsOf(value: unknown, { parse }: Setting<unknown>): unknown {
  const isList = Array.isArray(value) && value.length > 0 && value.every((word) => typeof word === "string");
  if (!isList || value.some((word) => /[,\s]|^(?:all|none)$/.test(word))) return undefined;
  return parse(value.join(","));
}

function objectIn(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text.replace(/^\ufeff/, ""));
    return typeof value === "object" && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
