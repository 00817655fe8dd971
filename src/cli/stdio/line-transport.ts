import type { Readable, Writable } from "node:stream";
import type { JSONRPCMessage, Transport } from "@modelcontextprotocol/server";
import { escapeCharacter } from "../../base/escape-character.ts";
import { mebibyte } from "../../base/limits.ts";
import { readMessage } from "../../serving/read-message.ts";

const longestLineBytes = 10 * mebibyte;
const longUnits = mebibyte;
const newline = 0x0a;
// Each ends a line for some readers (Python's splitlines, Node 24's readline), which then split the message.
const separators = ["\u0085", "\u2028", "\u2029"];
const anySeparator = /[\u0085\u2028\u2029]/g;

/** Reported when a line of the client cannot be read. Its message quotes nothing of the line. */
export class LineError extends Error {
  override name = "LineError";
}

/**
 * MCP over lines of JSON, one message each. Answers what the SDK's own transport drops without an answer, and parses each
 * line once. Closes at the end of the input, and at a line over 10 MiB.
 */
export class LineTransport implements Transport {
  onmessage?: Transport["onmessage"];
  onclose?: () => void;
  onerror?: (error: Error) => void;
  readonly #input: Readable;
  readonly #output: Writable;
  readonly #closed: () => void;
  #pending: Buffer[] = [];
  #pendingBytes = 0;
  #isClosed = false;

  /** `closed` is called once, when the transport has closed. */
  constructor(input: Readable, output: Writable, closed: () => void) {
    this.#input = input;
    this.#output = output;
    this.#closed = closed;
  }

  async start(): Promise<void> {
    this.#input.on("data", this.#read);
    this.#input.on("error", this.#report);
    this.#input.on("end", this.#end);
    this.#input.on("close", this.#end);
  }

  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#input.off("data", this.#read);
    this.#input.pause();
    this.#pending = [];
    this.onclose?.();
    this.#closed();
  }

  /** Resolves when the message is written, or buffered without filling the buffer. */
  send(message: JSONRPCMessage): Promise<void> {
    if (this.#isClosed) return Promise.reject(new Error("The connection is closed."));
    return this.#write(JSON.stringify(message));
  }

  #write(json: string): Promise<void> {
    const line = onOneLine(json);
    return new Promise((resolve, reject) => {
      const written = (error?: Error | null) => (error ? reject(error) : resolve());
      if (line.length < longUnits) {
        if (this.#output.write(`${line}\n`, written)) resolve();
        return;
      }
      // Adding the end to a string of megabytes would copy it.
      this.#output.write(line);
      if (this.#output.write("\n", written)) resolve();
    });
  }

  #read = (chunk: Buffer) => {
    let from = 0;
    for (let end = chunk.indexOf(newline); end >= 0; end = chunk.indexOf(newline, from)) {
      this.#pending.push(chunk.subarray(from, end));
      this.#pendingBytes += end - from;
      from = end + 1;
      if (!this.#takeLine()) return;
    }
    if (from < chunk.length) this.#pending.push(chunk.subarray(from));
    this.#pendingBytes += chunk.length - from;
    if (this.#pendingBytes > longestLineBytes) this.#endAtLongLine();
  };

  /** Handles the pending line. Returns whether to go on. */
  #takeLine(): boolean {
    if (this.#pendingBytes > longestLineBytes) return this.#endAtLongLine();
    const [first] = this.#pending;
    const bytes = this.#pending.length === 1 && first ? first : Buffer.concat(this.#pending);
    this.#pending = [];
    this.#pendingBytes = 0;
    const line = readMessage(bytes.toString("utf8"));
    if (!line) return true;
    if ("message" in line) this.onmessage?.(line.message);
    else if ("answer" in line) this.#write(line.answer).catch(this.#report);
    else if ("problem" in line) this.#report(new LineError(line.problem));
    return !this.#isClosed;
  }

  #endAtLongLine(): false {
    this.#report(new LineError("A line is longer than 10 MiB."));
    this.#end();
    return false;
  }

  #report = (error: Error) => this.onerror?.(error);

  #end = () => {
    this.close();
  };
}

/** JSON text without separators of lines. They stand in its strings only, where an escape is the same value. */
function onOneLine(json: string): string {
  // Most have none. For megabytes, the pattern takes ten times as long to find that out.
  if (!separators.some((separator) => json.includes(separator))) return json;
  return json.replace(anySeparator, escapeCharacter);
}
