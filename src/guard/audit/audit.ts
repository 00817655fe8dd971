import { advice } from "../../base/advice.ts";
import type { CallOrigin } from "../../base/call-origin.ts";
import { ToolError } from "../../base/tool-error.ts";
import { whenCalled } from "../../base/when-called.ts";
import type { Settings } from "../../settings/index.ts";
import type { Append } from "./append.ts";
import type { CallRecord } from "./call-record.ts";
import type { ChainHead } from "./chain.ts";
import type { AuditWriter } from "./writer.ts";

/** Records calls, each in a line whose hash is in the next line. */
export interface Audit {
  /** Writes the line of a call under these settings. Rejects with `not_configured` if the whole line could not be written. */
  write(call: CallRecord, settings: Settings): Promise<void>;
  /** Reports the head of the chain after all lines. */
  close(): Promise<void>;
}

export interface AuditOptions {
  /** The path of the log, or what takes its lines. */
  target: string | Append;
  /** The id of this process. */
  pid: number;
  /** Receives the head of the chain every 100 lines and at the end, to be kept apart from the log. */
  reportHead: (head: ChainHead) => void;
  /** Where the current call comes from. */
  origin?: () => CallOrigin;
  /** Keys the HMAC of queries. Without it, lines have none. */
  maskSecret?: string;
}

/** The audit log of one process. Opens and loads nothing until the first line. */
export function createAudit(options: AuditOptions): Audit {
  let opened: Promise<AuditWriter> | undefined;
  const open = whenCalled(async () => {
    const { AuditWriter } = await import("./writer.ts");
    return new AuditWriter(options);
  });
  return {
    async write(call, settings) {
      opened = open();
      const writer = await opened;
      await writer.write(call, settings).catch((cause) => {
        throw unwritten(cause);
      });
    },
    async close() {
      const writer = await opened?.catch(() => undefined);
      await writer?.close();
    },
  };
}

function unwritten(cause: unknown): ToolError {
  return new ToolError(
    "not_configured",
    "This server does not return the answer, because it could not record the call in CODAT_AUDIT_LOG.",
    { advice: advice.auditLog, cause },
  );
}
