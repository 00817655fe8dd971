import { isoInstant } from "../../base/iso-date.ts";
import { isUuid } from "../../base/uuid.ts";
import { callerNameExpected, isCallerName } from "../../settings/caller-name.ts";
import { maskKinds, toolsetNames } from "../../settings/index.ts";
import { mostCompanies } from "../../settings/parsers/companies.ts";
import type { Caller } from "./caller.ts";

/** One token of the tokens file, and what its caller may read. */
export interface TokenEntry {
  caller: Caller;
  /** The SHA-256 of the token. */
  digest: Buffer;
  /** On the clock of `Date.now()`. */
  expiresAtMs: number | undefined;
}

/** Thrown for an invalid grant. The message completes a sentence after what holds it: `companies is missing …`. Never quotes a value. */
export class GrantError extends Error {
  override readonly name = "GrantError";
}

const grantKeys = ["name", "companies", "toolsets", "mask"];
const entryKeys = [...grantKeys, "sha256", "expires"];

/** Reads an entry of the tokens file. Throws GrantError. */
export function readEntry(entry: unknown): TokenEntry {
  const { sha256, expires, ...grant } = readObject(entry, entryKeys);
  const caller = readGrant(grant);
  return { caller, digest: readDigest(sha256), expiresAtMs: readExpiry(expires) };
}

/** Reads what a caller may read, by its name. Throws GrantError. */
export function readCaller(value: unknown): Caller {
  return readGrant(readObject(value, grantKeys));
}

function readGrant({ name, companies, toolsets, mask }: Record<string, unknown>): Caller {
  return {
    name: readName(name),
    companies: readCompanies(companies),
    toolsets: readList("toolsets", toolsets, toolsetNames),
    mask: readList("mask", mask, maskKinds),
  };
}

function readObject(value: unknown, known: readonly string[]): Record<string, unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new GrantError("must be an object");
  }
  const unknown = Object.keys(value).find((key) => !known.includes(key));
  if (unknown !== undefined) {
    // A pasted token must not be repeated.
    const named = /^[A-Za-z_]{1,20}$/.test(unknown) ? `the unknown key ${unknown}` : "an unknown key";
    throw new GrantError(`has ${named}; the keys are ${known.join(", ")}`);
  }
  return { ...value };
}

function readName(name: unknown): string {
  if (typeof name === "string" && isCallerName(name)) return name;
  throw new GrantError(`needs a name: ${callerNameExpected}`);
}

function readDigest(sha256: unknown): Buffer {
  if (typeof sha256 === "string" && /^[0-9a-f]{64}$/i.test(sha256)) return Buffer.from(sha256, "hex");
  if (typeof sha256 === "string" && sha256.startsWith("ccm_")) {
    throw new GrantError(
      "has the token itself in sha256; replace it with the token's SHA-256, and revoke it",
    );
  }
  throw new GrantError("needs sha256: the SHA-256 of the token, as 64 hexadecimal digits");
}

function readCompanies(companies: unknown): "all" | readonly string[] {
  if (companies === "all") return "all";
  if (companies === undefined) throw new GrantError('needs companies: an array of UUIDs, or "all"');
  if (!Array.isArray(companies)) throw new GrantError('has companies that is not an array of UUIDs or "all"');
  if (companies.length === 0) throw new GrantError("has an empty array companies; list at least one company");
  if (companies.length > mostCompanies)
    throw new GrantError(`lists more than ${mostCompanies} companies; "all" grants every company`);
  const ids = companies.map((id: unknown, at) => {
    if (typeof id === "string" && isUuid(id)) return id.toLowerCase();
    throw new GrantError(`has companies of which number ${at + 1} is not a UUID`);
  });
  return [...new Set(ids)];
}

function readList<T extends string>(
  key: string,
  list: unknown,
  known: readonly T[],
): readonly T[] | undefined {
  if (list === undefined) return undefined;
  const values = Array.isArray(list) ? list.map((word) => known.find((value) => value === word)) : [];
  const valid = values.filter((value) => value !== undefined);
  // In one order: the same values are the same grant.
  if (valid.length > 0 && valid.length === values.length)
    return known.filter((value) => valid.includes(value));
  throw new GrantError(`has ${key} that is not an array of one or more of ${known.join(", ")}`);
}

function readExpiry(expires: unknown): number | undefined {
  if (expires === undefined) return undefined;
  const ms = typeof expires === "string" ? isoInstant(expires) : undefined;
  if (ms !== undefined) return ms;
  throw new GrantError("has expires that is not an ISO date and time, such as 2027-01-31T00:00:00Z");
}
