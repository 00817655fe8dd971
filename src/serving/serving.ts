import type { McpServer } from "@modelcontextprotocol/server";
import type { Log } from "../base/log.ts";
import { type CallRecord, createAudit } from "../guard/audit.ts";
import type { TagOf } from "../guard/mask/pseudonyms.ts";
import type { Settings } from "../settings/index.ts";
import { createGrant } from "./grant.ts";
import { loadSandbox } from "./sandbox-module.ts";
import { createShared, type Load, type SharedDeps } from "./shared.ts";

/** Serves everyone who may use this process. */
export interface Serving {
  /** The servers of a grant. `settings` are the process's own, or narrower. */
  grant: (settings: Settings) => Promise<() => McpServer>;
  /** What this process does now. */
  load: () => Load;
  /** Stops everything that serving started. */
  close: () => Promise<void>;
}

export interface ServingDeps extends SharedDeps {
  /** Makes the tags of masked values equal in all processes that have it. */
  maskSecret: string | undefined;
  /** The id of this process. */
  pid: number;
  log: Log;
  /** Receives the record of every call when it ends. */
  onCall?: ((record: CallRecord) => void) | undefined;
  /** The built src/worker.ts. */
  worker: URL;
}

/** Builds what all grants share. Opens and reads nothing until the first call. */
export function createServing(settings: Settings, deps: ServingDeps): Serving {
  const { version, maskSecret, pid, log, onCall, redactor, worker, sandboxModule } = deps;
  const shared = createShared(settings, { ...deps, warn: (warning) => log("warn", "key_file", { warning }) });
  const audit =
    settings.auditLog === "none"
      ? undefined
      : createAudit(settings.auditLog, { pid, sandbox: settings.sandbox });
  if (settings.sandbox) log("warn", "sandbox", { note: "serving made-up companies instead of Codat" });
  return {
    grant: async (narrowed) => {
      const notes = settings.sandbox
        ? (await loadSandbox(sandboxModule)).sandboxNotes(narrowed.companyIds)
        : undefined;
      const tagOf = maskSecret === undefined ? undefined : await keyedTags(maskSecret);
      return createGrant(narrowed, shared, { version, log, onCall, redactor, worker, audit, notes, tagOf });
    },
    load: shared.load,
    close: shared.close,
  };
}

// Loaded only for a secret: node:crypto would cost every start several milliseconds.
async function keyedTags(secret: string): Promise<TagOf> {
  const { createKeyedTags } = await import("../guard/mask/keyed-tags.ts");
  return createKeyedTags(secret);
}
