import type { McpServer } from "@modelcontextprotocol/server";
import { traceOf } from "../base/error-trace.ts";
import { whenCalled } from "../base/when-called.ts";
import { serverFactory } from "../server.ts";
import type { Settings } from "../settings/index.ts";
import type { GrantDeps } from "./grant-deps.ts";
import type { Shared } from "./shared.ts";

interface Grant extends GrantDeps {
  version: string;
  /** Added to the instructions that every client receives. */
  notes: string | undefined;
}

/**
 * Builds the servers of everyone who may read the same: the restriction, the masks, the toolsets and every cache belong to
 * one grant. `settings` may be narrower than the process's own.
 */
export function createGrant(
  settings: Settings,
  shared: () => Promise<Shared>,
  { version, notes, ...deps }: Grant,
): () => McpServer {
  const load = async () => {
    const [{ grantDeps }, opened] = await Promise.all([import("./grant-deps.ts"), shared()]);
    return grantDeps(settings, opened, deps);
  };
  const open = whenCalled(() =>
    load().catch((error) => {
      // No call has begun that would log it.
      deps.log("error", "unexpected", traceOf(error));
      throw error;
    }),
  );
  return serverFactory({ version, notes, settings, open });
}
