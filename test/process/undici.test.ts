import { readdir } from "node:fs/promises";
import { expect } from "vitest";
import { head, reply, uncaughtFaults, well } from "../support/fault-answers.ts";
import { type Fault as Answer, startFaultServer } from "../support/fault-server.ts";
import { ids } from "../support/upstream.ts";
import { fault, soon } from "./fault.ts";

const survived: [name: string, error: string, kind: string][] = [
  ["undici's assert(!this.paused), nodejs/undici#5360,", "assertion", "class=AssertionError"],
  ["an AbortError", "abort", "class=AbortError"],
  ["an error with a code of undici's", "socket", "code=UND_ERR_SOCKET"],
];

for (const [name, error, kind] of survived) {
  for (const how of ["thrown", "rejected"] as const) {
    fault(`${name} ${how} where it cannot be caught fails no call`, async ({ start }) => {
      let respond = () => {};
      const held: Answer = (...request) => {
        respond = () => well(...request);
      };
      await using upstream = await startFaultServer([held, well]);
      const server = await start({
        environment: { ...upstream.environment, ...thrown(error, how) },
        preload,
      });
      const inFlight = server.customer();
      await soon(() => upstream.requests.length).toBe(1);
      server.process.kill("SIGUSR2");
      await server.logged(`level=error event=uncaught ${kind.startsWith("code") ? "class=Error" : kind}`);
      expect(server.stderr.trim().split("\n")).toEqual([expect.stringContaining(kind)]);
      respond();
      expect(await server.answer(inFlight)).toHaveProperty("structuredContent");
      await server.works();
    });
  }
}

const preload = "throwing.mjs";

function thrown(error: string, how: "thrown" | "rejected"): Record<string, string> {
  return { TESTS_THROW: error, ...(how === "rejected" && { TESTS_REJECT: "1" }) };
}

for (const how of ["thrown", "rejected"] as const) {
  fault(`a foreign exception ${how} where it cannot be caught ends the server with 1`, async ({ start }) => {
    const server = await start({ environment: thrown("foreign", how), preload });
    server.process.kill("SIGUSR2");
    expect(await server.exited).toBe(1);
    expect(server.stderr).toMatch(/^level=error event=uncaught class=TypeError[^\n]*\n$/);
  });
}

fault(
  "30 stacked encodings, for which fetch throws on some Node versions, fail only one call",
  async ({ start, figure }) => {
    const fatal = uncaughtFaults["30 stacked encodings of 18 KB"];
    await using upstream = await startFaultServer([fatal, fatal, fatal, well]);
    const environment = { ...upstream.environment, CODAT_RETRY_INITIAL_INTERVAL_MS: "1" };
    const server = await start({ environment });
    expect(await server.answer(server.customer())).toMatchObject({ isError: true });
    await server.works();
    figure(uncaught(server.stderr));
  },
);

fault(
  "connections that close before a slow disk has the body, for which Node 22 and 24 throw, fail no call",
  async ({ start, folder, figure }) => {
    const first = Buffer.alloc(1024, "a");
    // Large enough that undici's parser pauses while the first part is being written, and reaches the end during the pause.
    const rest = Buffer.alloc(64 * 1024, "b");
    const size = first.length + rest.length;
    const file: Answer = (_request, _nth, socket) => {
      socket.write(head(200, { "content-length": size, connection: "close" }));
      socket.write(first);
      setTimeout(() => socket.end(rest), 60);
    };
    const record = reply(200, JSON.stringify({ name: "a.bin", fileSize: size }));
    await using upstream = await startFaultServer((request, ...rest) =>
      (request.path.endsWith("/download") ? file : record)(request, ...rest),
    );
    const downloads = await folder();
    const environment = { ...upstream.environment, CODAT_DOWNLOAD_DIR: downloads };
    const server = await start({ environment, preload: "slow-disk.mjs" });
    const calls = Array.from({ length: 6 }, () =>
      server.call("download_customer_attachment", { ...ids, format: "file" }),
    );
    for (const call of calls) expect((await server.answer(call)).isError).toBeFalsy();
    expect(await readdir(downloads)).toHaveLength(6);
    figure(uncaught(server.stderr));
    upstream.answer(well);
    await server.works();
  },
);

function uncaught(stderr: string): string {
  return `${stderr.split("event=uncaught").length - 1} uncaught`;
}
