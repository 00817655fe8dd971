import type { McpServer } from "@modelcontextprotocol/server";
import type { Serving } from "../serving/serving.ts";
import type { Settings } from "../settings/index.ts";

/** Builds the server of one request. */
export type Factory = () => McpServer;

const mostKept = 500;

/** The factory, and with it the caches, of each grant: the least recently used are forgotten. */
export function createGrants({ grant }: Pick<Serving, "grant">): (settings: Settings) => Promise<Factory> {
  const factories = new Map<string, Promise<Factory>>();
  return (settings) => {
    const key = keyOf(settings);
    const factory = factories.get(key) ?? grant(settings);
    factories.delete(key);
    factories.set(key, factory);
    for (const oldest of factories.keys()) {
      if (factories.size <= mostKept) break;
      factories.delete(oldest);
    }
    return factory;
  };
}

function keyOf({ companyLimits, toolsets, mask }: Settings): string {
  return JSON.stringify([companyLimits, [...toolsets].sort(), [...mask].sort()]);
}
