import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { Served, type ServedOptions } from "./served.ts";

/** A table row: measurements, and the fate of the calls and servers. */
export interface FaultRow {
  figures: string[];
  calls: number;
  lost: number;
  duplicated: number;
  leftBehind: number;
}

declare module "vitest" {
  interface TaskMeta {
    processFault?: FaultRow;
  }
}

export interface Fault {
  /** Starts a server and opens the connection, unless its stdout is not read. It must exit at the end of the test. */
  start(options?: ServedOptions): Promise<Served>;
  /** An empty folder, removed at the end of the test. */
  folder(): Promise<string>;
  /** Records a measurement such as `12 ms`. */
  figure(text: string): void;
  /** Counts calls to servers that were not started here. */
  called(calls: number): void;
}

/** Polls a value with a timeout that suits a busy machine. */
export function soon<T>(read: () => T): ReturnType<typeof expect.poll<T>> {
  return expect.poll(read, { timeout: 15_000 });
}

/**
 * A fault of the process, as a test and as a table row of `npm run process`. Checks after each fault: one response per
 * request, only protocol on stdout, no key, path or stack in any output, and no process left behind.
 */
export function fault(name: string, run: (fault: Fault) => Promise<void>): void {
  test(name, { timeout: 240_000 }, async ({ task, onTestFinished }) => {
    const row: FaultRow = { figures: [], calls: 0, lost: 0, duplicated: 0, leftBehind: 0 };
    const all: Served[] = [];
    let otherCalls = 0;
    const count = () => {
      const sum = (number: (server: Served) => number) => all.reduce((sum, each) => sum + number(each), 0);
      row.calls = otherCalls + sum(({ calls }) => calls);
      row.lost = sum(({ lost }) => lost);
      row.duplicated = sum(({ duplicated }) => duplicated);
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
    expect(row).toMatchObject({ lost: 0, duplicated: 0, leftBehind: 0 });
  });
}
