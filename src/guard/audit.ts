import { quotable } from "../base/visible-text.ts";
import { CodatError } from "../codat/error.ts";
import type { MaskKind } from "./mask.ts";

/** A call, in what is kept of it: ids, figures and words of ours; no names, queries, contents or keys. */
interface AuditedCall {
  kind: string;
  name: string;
  client?: { name: string; version: string };
  companyId?: string;
  connectionId?: string;
  customerId?: string;
  attachmentId?: string;
  outcome: string;
  status?: number;
  attempts: number;
  /** Of the file that was handed out. */
  bytes?: number;
  sha256?: string;
  ms: number;
  correlationId?: string;
}

/** Writes the line of a call. Rejects with `not_configured` where it could not be written, whole. */
export type Audit = (call: AuditedCall) => Promise<void>;

/** Appends one JSON line a call to a file that only its owner can read, opened anew for each, so that it can be moved away. */
export function createAudit(path: string, { pid, mask }: { pid: number; mask: readonly MaskKind[] }): Audit {
  let lastWasTorn = false;
  return async (call) => {
    const { kind, name, client, ...rest } = call;
    const line = {
      time: new Date().toISOString(),
      process: pid,
      client: client && quotable(client.name, 100),
      clientVersion: client && quotable(client.version, 50),
      [kind]: name,
      ...rest,
      masks: mask,
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

/** One write, which the system appends as a whole; false if only a part of it was written. */
async function append(path: string, bytes: Buffer): Promise<boolean> {
  const { constants, open } = await import("node:fs/promises");
  // Not blocking: to open a pipe that nobody reads would last for ever.
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

function unwritten(cause?: unknown): CodatError {
  return new CodatError(
    "not_configured",
    "The answer is held back: this call's line could not be written to CODAT_AUDIT_LOG.",
    {
      advice: "The operator must make that file writable to this server; then call again.",
      cause,
    },
  );
}
