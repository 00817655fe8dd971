import type { McpServer } from "@modelcontextprotocol/server";
import { callOrigin } from "../base/call-origin.ts";
import type { Log } from "../base/log.ts";
import { ToolError } from "../base/tool-error.ts";
import { whenCalled } from "../base/when-called.ts";
import type { Append } from "../guard/audit/append.ts";
import { type Audit, createAudit } from "../guard/audit/audit.ts";
import type { CallRecord } from "../guard/audit/call-record.ts";
import type { TagOf } from "../guard/mask/pseudonyms.ts";
import { type CompanyIds, SettingError, type Settings } from "../settings/index.ts";
import { createGrant } from "./grant.ts";
import { loadSandbox } from "./sandbox-module.ts";
import type { Load, Shared, SharedDeps } from "./shared.ts";

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
  /** Takes the lines of CODAT_AUDIT_LOG=stdout. Omitted where stdout carries the protocol. */
  stdout?: Append;
}

const idle: Load = {
  upstream: { running: 0, waiting: 0 },
  extraction: { running: 0, waiting: 0 },
  quotaLeft: undefined,
};

/** Builds what all grants share. Opens and loads nothing until the first call. */
export function createServing(settings: Settings, deps: ServingDeps): Serving {
  const { version, maskSecret, log, onCall, redactor, worker, tracing, sandboxModule } = deps;
  let shared: Shared | undefined;
  let isClosed = false;
  const open = whenCalled(async () => {
    const { createShared } = await import("./shared.ts");
    if (isClosed) throw new ToolError("cancelled", "This server is stopping.", { retryable: true });
    shared = createShared(settings, { ...deps, warn: (warning) => log("warn", "key_file", { warning }) });
    return shared;
  });
  const audit = auditOf(settings, deps);
  let isAnnounced = false;
  const sandboxNotesFor = async (companyIds: CompanyIds): Promise<string | undefined> => {
    if (!settings.sandbox) return undefined;
    const { sandboxNotes } = await loadSandbox(sandboxModule);
    if (!isAnnounced) log("warn", "sandbox", { note: "serving made-up companies instead of Codat" });
    isAnnounced = true;
    return sandboxNotes(companyIds);
  };
  return {
    grant: async (narrowed) => {
      const notes = await sandboxNotesFor(narrowed.companyIds);
      const tagOf = maskSecret === undefined ? undefined : await keyedTags(maskSecret);
      const grantDeps = { version, log, onCall, redactor, worker, audit, tracing, notes, tagOf };
      return createGrant(narrowed, open, grantDeps);
    },
    load: () => shared?.load() ?? idle,
    close: async () => {
      isClosed = true;
      await Promise.all([audit?.close(), shared?.close()]);
      await tracing?.close();
    },
  };
}

// Loaded only for a secret: node:crypto would cost every start several milliseconds.
async function keyedTags(secret: string): Promise<TagOf> {
  const { createKeyedTags } = await import("../guard/mask/keyed-tags.ts");
  return createKeyedTags(secret);
}

function auditOf({ auditLog }: Settings, { maskSecret, pid, log, stdout }: ServingDeps): Audit | undefined {
  if (auditLog === "none") return undefined;
  const target = auditLog === "stdout" ? stdout : auditLog;
  if (!target) throw new SettingError("CODAT_AUDIT_LOG=stdout is only for the command http.");
  return createAudit({
    target,
    pid,
    maskSecret,
    origin: callOrigin,
    reportHead: ({ chain, seq, hash }) => log("info", "audit_head", { chain, seq, hash }),
  });
}
