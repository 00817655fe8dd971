import type { McpServer } from "@modelcontextprotocol/server";
import { whenCalled } from "../base/when-called.ts";
import { serverFactory } from "../server.ts";
import type { Settings } from "../settings/index.ts";
import { type CallReceivers, callReporter } from "./call-reporter.ts";
import type { GrantDeps } from "./grant-deps.ts";
import type { Shared } from "./shared.ts";

interface Grant extends Omit<GrantDeps, "report">, CallReceivers {
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
  const report = callReporter(settings, deps);
  const open = whenCalled(async () => {
    const [{ grantDeps }, opened] = await Promise.all([import("./grant-deps.ts"), shared()]);
    return grantDeps(settings, opened, { ...deps, report });
  });
  return serverFactory({ version, notes, settings, open, report, redact: deps.redactor.redact });
}
