import { createHash } from "node:crypto";
import type { Settings } from "../../settings/index.ts";

const known = new WeakMap<Settings, string>();

/** A digest of the settings and of the policies that narrow them. Equal for equal settings, on every machine. */
export function configurationDigest(settings: Settings): string {
  const digest = known.get(settings) ?? digestOf(settings);
  known.set(settings, digest);
  return digest;
}

// A proxy's address may hold a password, and a digest would let others test guesses of it.
function digestOf({ proxies, policies, ...settings }: Settings): string {
  const facts = { ...settings, policies: policies.map(({ sha256 }) => sha256) };
  return createHash("sha256")
    .update(JSON.stringify(sorted(facts)))
    .digest("hex");
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null || value instanceof URL) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([name, inner]) => [name, sorted(inner)]));
}
