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
    // All settings: what a grant may read must never depend on what another was made for.
    const key = JSON.stringify(settings);
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
