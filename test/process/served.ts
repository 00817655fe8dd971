import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { once } from "node:events";
import type { CallToolResult } from "@modelcontextprotocol/server";
import { expect } from "vitest";
import { opening, withoutFreshness } from "../support/child.ts";
import { ids } from "../support/upstream.ts";
import { leaksIn, type Message, messageIn } from "./output.ts";

const key = "a-key-for-tests-only-0123456789";

/** EPIPE closes the reading end of stdout. */
export type Stop = "EOF" | "SIGTERM" | "SIGINT" | "SIGHUP" | "EPIPE";

export interface ServedOptions {
  environment?: Record<string, string>;
  flags?: string[];
  /** With false, stdout is not read until `read` is called. */
  reads?: boolean;
  /** A file in the folder preload that the process loads first. */
  preload?: string;
}

/** The built server in its own process. Counts the fate of its calls. */
export class Served {
  readonly process: ChildProcessWithoutNullStreams;
  /** Resolves with the exit code, or the signal that ended the process. */
  readonly exited: Promise<number | NodeJS.Signals>;
  /** Calls sent, and responses received a second time. */
  calls = 0;
  duplicated = 0;
  lines = 0;
  stderr = "";
  /** Leaks found in the output. */
  readonly leaks: string[] = [];
  readonly notifications: Pick<Message, "method" | "params">[] = [];
  readonly #ended: Promise<unknown>;
  readonly #answers = new Map<number, CallToolResult | Error>();
  readonly #waiting = new Map<number, (answer: CallToolResult | Error) => void>();
  readonly #open = new Set<number>();
  #part: string[] = [];
  #stopRequested = false;

  constructor({ environment = {}, flags = [], reads = true, preload }: ServedOptions) {
    const before = preload ? ["--import", new URL(`preload/${preload}`, import.meta.url).href] : [];
    this.process = spawn(process.execPath, [...before, "dist/main.mjs", ...flags], {
      env: { PATH: process.env.PATH ?? "", CODAT_API_KEY: key, ...withoutFreshness, ...environment },
    });
    this.exited = once(this.process, "exit").then(([code, signal]) => code ?? signal);
    this.#ended = reads ? once(this.process, "close") : this.exited;
    this.#ended.then(() => {
      for (const settle of this.#waiting.values()) settle(new Error("The server ended before its response."));
    });
    // Writes to a server that has exited fail.
    this.process.stdin.on("error", () => {});
    this.process.stderr.setEncoding("utf8").on("data", (text: string) => {
      this.stderr += text;
      this.leaks.push(...leaksIn(text, key));
    });
    if (reads) this.read();
  }

  /** Starts to read stdout. */
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

  /** Sends a tool call and returns its id. */
  call(name: string, args: object, meta?: object): number {
    const id = ++this.calls + 1;
    this.#open.add(id);
    const params = { name, arguments: args, ...(meta && { _meta: meta }) };
    this.send({ id, method: "tools/call", params });
    return id;
  }

  /** Sends a ping and returns its id. */
  ping(): number {
    const id = ++this.calls + 1;
    this.#open.add(id);
    this.send({ id, method: "ping" });
    return id;
  }

  /** Calls get_customer. */
  customer(customerId: string = ids.customerId): number {
    return this.call("get_customer", { companyId: ids.companyId, customerId });
  }

  cancel(id: number): void {
    this.#open.delete(id);
    this.send({ method: "notifications/cancelled", params: { requestId: id } });
  }

  /** Waits for the response to a request. Each response can be read once. */
  async answer(id: number): Promise<CallToolResult> {
    const known = this.#answers.get(id);
    this.#answers.delete(id);
    const answer =
      known ?? (await new Promise<CallToolResult | Error>((settle) => this.#waiting.set(id, settle)));
    if (answer instanceof Error) throw answer;
    return answer;
  }

  /** Makes an ordinary call, which must succeed. */
  async works(): Promise<void> {
    const answer = await this.answer(this.customer());
    expect(answer.structuredContent, JSON.stringify(answer.content)).toHaveProperty("id");
  }

  async logged(text: string | RegExp): Promise<void> {
    await expect.poll(() => this.stderr, { timeout: 15_000 }).toMatch(text);
  }

  requestStop(stop: Stop): void {
    this.#stopRequested = true;
    if (stop === "EOF") this.process.stdin.end();
    else if (stop === "EPIPE") this.process.stdout.destroy();
    else this.process.kill(stop);
  }

  /** Stops the server. Returns how and after how many ms it ended. */
  async stop(stop: Stop): Promise<{ how: number | NodeJS.Signals; ms: number }> {
    const startedAtMs = performance.now();
    this.requestStop(stop);
    return { how: await this.exited, ms: Math.round(performance.now() - startedAtMs) };
  }

  /** Calls without a response that were neither canceled nor interrupted by a stop. */
  get lost(): number {
    return this.#stopRequested ? 0 : this.#open.size;
  }

  /** Ends the server by EOF if it still runs. Returns false if it had to be killed seconds later. */
  async leave(): Promise<boolean> {
    this.process.stdin.end();
    let exitedByItself = true;
    const killer = setTimeout(() => {
      exitedByItself = false;
      this.process.kill("SIGKILL");
    }, 6_000);
    await this.#ended;
    clearTimeout(killer);
    return exitedByItself;
  }

  #line(line: string): void {
    this.lines++;
    this.leaks.push(...leaksIn(line, key));
    const { jsonrpc, id, method, params, result, error } = messageIn(line);
    if (jsonrpc !== "2.0") this.leaks.push("a line on stdout that is not JSON-RPC");
    if (method !== undefined) this.notifications.push({ method, params });
    if (typeof id !== "number") return;
    const answer = result ?? new Error(JSON.stringify(error));
    if (id > 1 && !this.#open.delete(id)) this.duplicated++;
    const settle = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (settle) settle(answer);
    else this.#answers.set(id, answer);
  }
}
