import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { once } from "node:events";
import type { CallToolResult } from "@modelcontextprotocol/server";
import { expect } from "vitest";
import { opening } from "../support/child.ts";
import { ids } from "../support/upstream.ts";
import { leaksIn, type Message, messageIn } from "./output.ts";

const key = "a-key-for-tests-only-0123456789";

export const stops = ["EOF", "SIGTERM", "SIGINT", "SIGHUP"] as const;
/** EPIPE is that nobody will read its stdout any more. */
export type Stop = (typeof stops)[number] | "EPIPE";

export interface ServedOptions {
  environment?: Record<string, string>;
  flags?: string[];
  /** With false nobody reads its stdout, for the time being. */
  reads?: boolean;
  /** A file of the folder preload that its process loads first. */
  preload?: string;
}

/** The built server in a process of its own; it is counted what becomes of its calls. */
export class Served {
  readonly process: ChildProcessWithoutNullStreams;
  /** Ends with the exit code, or the signal that ended it. */
  readonly exited: Promise<number | NodeJS.Signals>;
  /** Calls sent, and answers that came a second time. */
  calls = 0;
  twice = 0;
  lines = 0;
  stderr = "";
  /** What must not be in its output, and was. */
  readonly leaks: string[] = [];
  readonly notifications: Pick<Message, "method" | "params">[] = [];
  readonly #ended: Promise<unknown>;
  readonly #answers = new Map<number, CallToolResult | Error>();
  readonly #waiting = new Map<number, (answer: CallToolResult | Error) => void>();
  readonly #open = new Set<number>();
  #part: string[] = [];
  #told = false;

  constructor({ environment = {}, flags = [], reads = true, preload }: ServedOptions) {
    const before = preload ? ["--import", new URL(`preload/${preload}`, import.meta.url).href] : [];
    this.process = spawn(process.execPath, [...before, "dist/main.mjs", ...flags], {
      env: { PATH: process.env.PATH ?? "", CODAT_API_KEY: key, ...environment },
    });
    this.exited = once(this.process, "exit").then(([code, signal]) => code ?? signal);
    this.#ended = reads ? once(this.process, "close") : this.exited;
    this.#ended.then(() => {
      for (const settle of this.#waiting.values()) settle(new Error("The server ended before its answer."));
    });
    // A server that has ended does not take what is still sent to it.
    this.process.stdin.on("error", () => {});
    this.process.stderr.setEncoding("utf8").on("data", (text: string) => {
      this.stderr += text;
      this.leaks.push(...leaksIn(text, key));
    });
    if (reads) this.read();
  }

  /** Reads its stdout from now on. */
  read(): void {
    this.process.stdout.setEncoding("utf8").on("data", (text: string) => {
      const [rest = "", ...lines] = text.split("\n");
      this.#part.push(rest);
      for (const line of lines) {
        this.#line(this.#part.join(""));
        this.#part = [line];
      }
    });
  }

  send(...messages: object[]): void {
    const lines = messages.map((message) => `${JSON.stringify({ jsonrpc: "2.0", ...message })}\n`);
    this.process.stdin.write(lines.join(""));
  }

  open(): Promise<CallToolResult> {
    this.send(...opening);
    return this.answer(1);
  }

  /** Sends a tool's call, and gives its id. */
  call(name: string, args: object, meta?: object): number {
    const id = ++this.calls + 1;
    this.#open.add(id);
    const params = { name, arguments: args, ...(meta && { _meta: meta }) };
    this.send({ id, method: "tools/call", params });
    return id;
  }

  /** A call for the customer of an id. */
  customer(customerId: string = ids.customerId): number {
    return this.call("get_customer", { companyId: ids.companyId, customerId });
  }

  cancel(id: number): void {
    this.#open.delete(id);
    this.send({ method: "notifications/cancelled", params: { requestId: id } });
  }

  /** The answer to a request, once it has come; each can be taken once. */
  async answer(id: number): Promise<CallToolResult> {
    const known = this.#answers.get(id);
    this.#answers.delete(id);
    const answer =
      known ?? (await new Promise<CallToolResult | Error>((settle) => this.#waiting.set(id, settle)));
    if (answer instanceof Error) throw answer;
    return answer;
  }

  /** An ordinary call, which an upstream that is well again must answer well. */
  async works(): Promise<void> {
    const answer = await this.answer(this.customer());
    expect(answer.structuredContent, JSON.stringify(answer.content)).toHaveProperty("id");
  }

  async logged(text: string | RegExp): Promise<void> {
    await expect.poll(() => this.stderr, { timeout: 15_000 }).toMatch(text);
  }

  tell(stop: Stop): void {
    this.#told = true;
    if (stop === "EOF") this.process.stdin.end();
    else if (stop === "EPIPE") this.process.stdout.destroy();
    else this.process.kill(stop);
  }

  /** Tells it to stop; how it ended, and after how many ms. */
  async stop(stop: Stop): Promise<{ how: number | NodeJS.Signals; ms: number }> {
    const startedAtMs = performance.now();
    this.tell(stop);
    return { how: await this.exited, ms: Math.round(performance.now() - startedAtMs) };
  }

  /** Calls that were neither answered nor cancelled nor cut off by a stop. */
  get lost(): number {
    return this.#told ? 0 : this.#open.size;
  }

  /** Ends it by EOF, if nothing has ended it so far. False if it is still there seconds later, and had to be killed. */
  async leave(): Promise<boolean> {
    this.process.stdin.end();
    let wentByItself = true;
    const killer = setTimeout(() => {
      wentByItself = false;
      this.process.kill("SIGKILL");
    }, 6_000);
    await this.#ended;
    clearTimeout(killer);
    return wentByItself;
  }

  #line(line: string): void {
    this.lines++;
    this.leaks.push(...leaksIn(line, key));
    const { jsonrpc, id, method, params, result, error } = messageIn(line);
    if (jsonrpc !== "2.0") this.leaks.push("a line on stdout that is no JSON-RPC");
    if (method !== undefined) this.notifications.push({ method, params });
    if (typeof id !== "number") return;
    const answer = result ?? new Error(JSON.stringify(error));
    if (id > 1 && !this.#open.delete(id)) this.twice++;
    const settle = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (settle) settle(answer);
    else this.#answers.set(id, answer);
  }
}
