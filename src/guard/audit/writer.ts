import { hostname, userInfo } from "node:os";
import type { CallOrigin } from "../../base/call-origin.ts";
import type { Settings } from "../../settings/index.ts";
import { type Append, appendTo } from "./append.ts";
import type { AuditOptions } from "./audit.ts";
import type { CallRecord } from "./call-record.ts";
import { type ChainHead, hashOfLine, newChain } from "./chain.ts";
import { lineOf, type ProcessFacts } from "./line.ts";
import { pathOf } from "./log-path.ts";

const linesBetweenHeads = 100;
const longestWriteMs = 10_000;

/**
 * Writes the lines of one process, one after another: each line has the hash of the line before it. It is built into a file
 * of its own, so it shares no object with other modules.
 */
export class AuditWriter {
  readonly #append: Append;
  readonly #facts: ProcessFacts;
  readonly #origin: () => CallOrigin;
  readonly #reportHead: (head: ChainHead) => void;
  #head = newChain();
  #reportedSeq = 0;
  #isClosed = false;
  #pending: Promise<void> = Promise.resolve();
  /** The lengths of incomplete lines that no line has named yet. */
  #torn: number[] = [];
  #isWithinLine = false;

  constructor({ target, pid, reportHead, origin = () => ({}), maskSecret }: AuditOptions) {
    const host = hostname();
    this.#append = typeof target === "string" ? appendTo(pathOf(target, { host, pid })) : target;
    this.#facts = { pid, host, user: userName(), maskSecret };
    this.#origin = origin;
    this.#reportHead = reportHead;
  }

  /** Resolves when the line is written. Rejects if it was not, or not in time. */
  async write(call: CallRecord, settings: Settings): Promise<void> {
    const origin = this.#origin();
    const written = this.#pending.then(() => this.#writeLine(call, settings, origin));
    this.#pending = written.catch(() => {});
    await inTime(written);
  }

  /** Reports the head of the chain when every line is written. Each later line reports its own. */
  async close(): Promise<void> {
    await this.#pending;
    this.#isClosed = true;
    this.#report();
  }

  async #writeLine(call: CallRecord, settings: Settings, origin: CallOrigin): Promise<void> {
    const line = lineOf(call, this.#head, this.#facts, { settings, origin, torn: this.#torn });
    const start = this.#isWithinLine ? 1 : 0;
    const bytes = Buffer.from(`${this.#isWithinLine ? "\n" : ""}${line}\n`);
    const { bytesWritten, closeError } = await this.#append(bytes);
    const isLineWhole = bytesWritten >= bytes.length - 1;
    if (isLineWhole) this.#advance(line);
    else if (bytesWritten > start) this.#torn.push(bytesWritten - start);
    if (bytesWritten > 0) this.#isWithinLine = bytesWritten !== bytes.length && bytesWritten !== start;
    if (closeError !== undefined) throw closeError;
    if (bytesWritten !== bytes.length) throw new Error("Only a part of the line was written.");
  }

  #advance(line: string): void {
    const { chain, seq } = this.#head;
    this.#head = { chain, seq: seq + 1, hash: hashOfLine(line) };
    this.#torn = [];
    if (this.#isClosed || this.#head.seq % linesBetweenHeads === 0) this.#report();
  }

  #report(): void {
    if (this.#head.seq === this.#reportedSeq) return;
    this.#reportedSeq = this.#head.seq;
    this.#reportHead(this.#head);
  }
}

// A container may run under a number that has no name.
function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return "unknown";
  }
}

// A disk that hangs must not keep a call waiting. Its line may still be written later.
async function inTime(written: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error("The line was not written in time.")), longestWriteMs);
  });
  try {
    await Promise.race([written, late]);
  } finally {
    clearTimeout(timer);
  }
}
