import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { Served, type ServedOptions } from "./served.ts";

/** A row of the table of faults: what was measured, and what became of the calls and of the servers. */
export interface FaultRow {
  figures: string[];
  calls: number;
  lost: number;
  twice: number;
  leftBehind: number;
}

declare module "vitest" {
  interface TaskMeta {
    processFault?: FaultRow;
  }
}

export interface Fault {
  /** A server, opened unless nobody reads it; once the fault is over it must go when it is told. */
  start(options?: ServedOptions): Promise<Served>;
  /** An empty folder, which goes away with the fault. */
  folder(): Promise<string>;
  /** Something measured, such as `12 ms`. */
  figure(text: string): void;
  /** Calls that were made otherwise than to a server that was started here. */
  called(calls: number): void;
}

/** Waits for what is read to become what is expected: for longer than any machine is busy. */
export function soon<T>(read: () => T): ReturnType<typeof expect.poll<T>> {
  return expect.poll(read, { timeout: 15_000 });
}

/**
 * A fault of the process, as a test and as a row of the table that `npm run process` prints. After each: one answer a
 * request, nothing but protocol on stdout, no key, path or stack in any output, no process left behind.
 */
export function fault(name: string, run: (fault: Fault) => Promise<void>): void {
  test(name, { timeout: 60_000 }, async ({ task, onTestFinished }) => {
    const row: FaultRow = { figures: [], calls: 0, lost: 0, twice: 0, leftBehind: 0 };
    const all: Served[] = [];
    let otherCalls = 0;
    const count = () => {
      const sum = (number: (server: Served) => number) => all.reduce((sum, each) => sum + number(each), 0);
      row.calls = otherCalls + sum(({ calls }) => calls);
      row.lost = sum(({ lost }) => lost);
      row.twice = sum(({ twice }) => twice);
    };
    task.meta.processFault = row;
    onTestFinished(() => {
      count();
      for (const server of all) server.process.kill("SIGKILL");
    });
    await run({
      async start(options = {}) {
        const server = new Served(options);
        all.push(server);
        if (options.reads !== false) await server.open();
        return server;
      },
      async folder() {
        const path = await mkdtemp(join(tmpdir(), "process faults "));
        onTestFinished(() => rm(path, { recursive: true, force: true }));
        return path;
      },
      figure: (text) => row.figures.push(text),
      called: (calls) => {
        otherCalls += calls;
      },
    });
    for (const server of all) {
      if (!(await server.leave())) row.leftBehind++;
      expect(server.leaks).toEqual([]);
    }
    count();
    expect(row).toMatchObject({ lost: 0, twice: 0, leftBehind: 0 });
  });
}
