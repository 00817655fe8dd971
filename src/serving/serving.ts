import type { McpServer } from "@modelcontextprotocol/server";
import type { Log } from "../base/log.ts";
import { createAudit } from "../guard/audit.ts";
import type { Settings } from "../settings/index.ts";
import { createGrant } from "./grant.ts";
import { loadSandbox } from "./sandbox-module.ts";
import { createShared, type SharedDeps } from "./shared.ts";

/** Serves everyone who may use this process. */
export interface Serving {
  /** The servers of a grant. `settings` are the process's own, or narrower. */
  grant: (settings: Settings) => Promise<() => McpServer>;
  /** Stops everything that serving started. */
  close: () => Promise<void>;
}

export interface ServingDeps extends SharedDeps {
  /** The id of this process. */
  pid: number;
  log: Log;
  /** The built src/worker.ts. */
  worker: URL;
}

/** Builds what all grants share. Opens and reads nothing until the first call. */
export function createServing(settings: Settings, deps: ServingDeps): Serving {
  const { version, pid, log, redactor, worker, sandboxModule } = deps;
  const shared = createShared(settings, { ...deps, warn: (warning) => log("warn", "key_file", { warning }) });
  const audit =
    settings.auditLog === "none"
      ? undefined
      : createAudit(settings.auditLog, { pid, mask: settings.mask, sandbox: settings.sandbox });
  if (settings.sandbox) log("warn", "sandbox", { note: "serving made-up companies instead of Codat" });
  return {
    grant: async (narrowed) => {
      const notes = settings.sandbox
        ? (await loadSandbox(sandboxModule)).sandboxNotes(narrowed.companyIds)
        : undefined;
      return createGrant(narrowed, shared, { version, log, redactor, worker, audit, notes });
    },
    close: shared.close,
  };
}
