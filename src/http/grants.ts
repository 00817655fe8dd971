import type { McpServer } from "@modelcontextprotocol/server";
import type { Serving } from "../serving/serving.ts";
import type { Settings } from "../settings/index.ts";

/** Builds the server of one request. */
export type Factory = () => McpServer;

const mostKept = 500;

/**
 * The factory, and with it the caches, of each grant: the least recently used are forgotten. Callers who may read exactly the
 * same share a grant: what one has read, the other may read too.
 */
export function createGrants({ grant }: Pick<Serving, "grant">): (settings: Settings) => Promise<Factory> {
  const factories = new Map<string, Promise<Factory>>();
  return async (settings) => {
    const key = keyOf(settings);
    const factory = factories.get(key) ?? grant(settings);
    factories.delete(key);
    factories.set(key, factory);
    for (const oldest of factories.keys()) {
      if (factories.size <= mostKept) break;
      factories.delete(oldest);
    }
    try {
      return await factory;
    } catch (error) {
      if (factories.get(key) === factory) factories.delete(key);
      throw error;
    }
  };
}

// The limits, not only the companies that they have in common: errors name the limit.
function keyOf({ companyLimits, toolsets, mask, maskedBy }: Settings): string {
  return JSON.stringify([
    companyLimits.map(({ by, companyIds }) => [by, companyIds]),
    [...toolsets].sort(),
    [...mask].sort().map((kind) => [kind, maskedBy[kind]]),
  ]);
}
