import { advice } from "../base/advice.ts";
import { callOrigin } from "../base/call-origin.ts";
import { ToolError } from "../base/tool-error.ts";
import { quotable } from "../base/visible-text.ts";
import type { MaskKind } from "../settings/index.ts";

/** The kind and name of the called item. */
export interface Called {
  kind: "tool" | "resource" | "prompt" | "completion";
  name: string;
}

/** The ids of a call and the file that it returns. Filled in while the call runs. */
export interface CallNotes {
  companyId?: string;
  connectionId?: string;
  customerId?: string;
  attachmentId?: string;
  /** The path of a file inside the attachment's file: numbers, no names. */
  member?: string;
  /** How many customers' files a call listed. */
  customersListed?: number;
  /** How many files a call downloaded to inspect them. */
  filesInspected?: number;
  /** Set if the content of a file is returned. */
  bytes?: number;
  sha256?: string;
}

/** The record of a call: ids, numbers and fixed words. No names, queries, contents or keys. */
export interface CallRecord extends Called, CallNotes {
  /** The name that the client reports. */
  client?: { name: string; version: string };
  /** "ok", or the kind of the error. */
  outcome: string;
  status?: number;
  attempts: number;
  ms: number;
  correlationId?: string;
}

/** A call, and what was masked for its caller. */
interface AuditedCall extends CallRecord {
  masks: readonly MaskKind[];
}

/** Writes the line of a call. Rejects with `not_configured` if the whole line could not be written. */
export type Audit = (call: AuditedCall) => Promise<void>;

/** Appends one JSON line per call to a file that only its owner can read. Opens the file for each line, so that it can be rotated. */
export function createAudit(path: string, { pid, sandbox }: { pid: number; sandbox: boolean }): Audit {
  let lastWasTorn = false;
  return async (call) => {
    const { kind, name, client, ...rest } = call;
    const line = {
      time: new Date().toISOString(),
      process: pid,
      client: client && quotable(client.name, 100),
      clientVersion: client && quotable(client.version, 50),
      [kind]: name,
      ...callOrigin(),
      ...rest,
      // Sandbox data must not be mistaken for a borrower's.
      ...(sandbox && { sandbox }),
    };
    const bytes = Buffer.from(`${lastWasTorn ? "\n" : ""}${JSON.stringify(line)}\n`);
    try {
      lastWasTorn = !(await append(path, bytes));
    } catch (cause) {
      throw unwritten(cause);
    }
    if (lastWasTorn) throw unwritten();
  };
}

/** Appends in one write, which the system keeps intact. Returns false if only part of it was written. */
async function append(path: string, bytes: Buffer): Promise<boolean> {
  const { constants, open } = await import("node:fs/promises");
  // Opening a pipe without a reader would otherwise never end.
  const flags = constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT | (constants.O_NONBLOCK ?? 0);
  const file = await open(path, flags, 0o600);
  try {
    const status = await file.stat();
    if (!status.isFile()) throw new TypeError("Not a file.");
    if ((status.mode & 0o077) !== 0) await file.chmod(0o600);
    const { bytesWritten } = await file.write(bytes);
    return bytesWritten === bytes.length;
  } finally {
    await file.close();
  }
}

function unwritten(cause?: unknown): ToolError {
  return new ToolError(
    "not_configured",
    "This server does not return the answer, because it could not record the call in CODAT_AUDIT_LOG.",
    {
      advice: advice.auditLog,
      cause,
    },
  );
}
