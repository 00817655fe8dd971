import { createServer } from "node:net";
import { describe, expect, test } from "vitest";
import type { ErrorKind } from "../../src/base/tool-error.ts";
import {
  connectionFaults,
  contentFaults,
  encodingFaults,
  largeFaults,
  oddAnswers,
  redirectFaults,
  slowFaults,
  stacked,
  well,
  wrongFaults,
} from "../support/fault-answers.ts";
import { type Fault, startFaultServer } from "../support/fault-server.ts";
import { atRest, clientOf, failure, getBytes, getJson } from "./setup.ts";

const transient: [Record<string, Fault>, ErrorKind[]][] = [
  [connectionFaults, ["network"]],
  [slowFaults, ["timeout"]],
  // The kind depends on the Node version.
  [encodingFaults, ["network", "timeout", "unreadable"]],
  [contentFaults, ["unreadable"]],
];
const permanent: [Record<string, Fault>, ErrorKind[]][] = [
  [wrongFaults, ["unreadable"]],
  [largeFaults, ["too_large"]],
  [redirectFaults("http://127.0.0.1:9"), ["redirect"]],
];
const rows = (groups: typeof transient) =>
  groups.flatMap(([faults, kinds]) =>
    Object.entries(faults).map(([name, fault]) => ({ name, fault, kinds })),
  );

const hasty = { timeoutMs: 250 };
// What may wait for a timeout does not wait long for it.
const paceFor = (kinds: readonly ErrorKind[]) => (kinds.includes("timeout") ? hasty : {});

describe("a persistent fault", () => {
  test.each(rows(transient))("$name: three attempts, $kinds, then an ordinary call succeeds", async (row) => {
    await using server = await startFaultServer(row.fault);
    const client = clientOf(server, paceFor(row.kinds));
    const error = await failure(getJson(client));
    expect(row.kinds).toContain(error.kind);
    expect(error.retryable).toBe(true);
    expect(error.attemptsInCall).toBe(3);
    expect(server.requests).toHaveLength(3);
    server.answer(well);
    expect(await getJson(client)).toMatchObject({ id: "A1D001" });
    await atRest(server);
  });

  test.each(rows(permanent))("$name: one attempt, $kinds, then an ordinary call succeeds", async (row) => {
    await using server = await startFaultServer(row.fault);
    const client = clientOf(server);
    const error = await failure(getJson(client));
    expect(row.kinds).toContain(error.kind);
    expect(error.retryable).toBe(false);
    expect(error.attemptsInCall).toBe(1);
    expect(server.requests).toHaveLength(1);
    server.answer(well);
    expect(await getJson(client)).toMatchObject({ id: "A1D001" });
    await atRest(server);
  });

  test.each(rows(transient).filter(({ name, kinds }) => kinds.includes("network") && name !== "cut gzip"))(
    "$name: a download has at most two attempts and never returns a file",
    async ({ name, fault, kinds }) => {
      await using server = await startFaultServer(fault);
      const error = await failure(getBytes(clientOf(server, { deadlineMs: 600 })));
      expect(kinds, name).toContain(error.kind);
      expect(error.attemptsInCall).toBeLessThanOrEqual(2);
      expect(server.requests.length).toBe(error.attemptsInCall);
    },
  );

  test("a body over the limit stops a download while it is read", async () => {
    await using server = await startFaultServer(largeFaults["20 MiB of JSON, undeclared"]);
    const error = await failure(getBytes(clientOf(server), 1024));
    expect(error).toMatchObject({ kind: "too_large", attemptsInCall: 1 });
    await atRest(server);
  });

  test("a declared length over the limit stops a download before its body", async () => {
    await using server = await startFaultServer(largeFaults["20 MiB of JSON"]);
    const error = await failure(getBytes(clientOf(server), 1024));
    expect(error).toMatchObject({ kind: "too_large", attemptsInCall: 1 });
    await atRest(server);
  });
});

describe("a transient fault", () => {
  test.each(rows(transient))(
    "$name once, then a valid response: the call succeeds",
    async ({ fault, kinds }) => {
      await using server = await startFaultServer([fault, well]);
      expect(await getJson(clientOf(server, paceFor(kinds)))).toMatchObject({ id: "A1D001" });
      expect(server.requests).toHaveLength(2);
      await atRest(server);
    },
  );

  test.each(Object.entries(connectionFaults))(
    "%s once, then a valid response: a download succeeds",
    async (_, fault) => {
      await using server = await startFaultServer([fault, well]);
      const { bytes, contentType } = await getBytes(clientOf(server));
      expect(new TextDecoder().decode(bytes)).toContain("Smith & Co");
      expect(contentType).toBe("application/json");
    },
  );
});

describe("an unusual response", () => {
  test.each(Object.entries(oddAnswers))("%s is read", async (_, fault) => {
    await using server = await startFaultServer(fault);
    const answer = await getJson(clientOf(server));
    expect(Object.keys(answer)).toContain("id");
    expect(answer.isAdmin).toBeUndefined();
    expect(server.requests).toHaveLength(1);
  });

  test("30 stacked encodings are rejected by this client or by fetch", async () => {
    await using server = await startFaultServer(stacked(30));
    expect(["unreadable", "network"]).toContain((await failure(getJson(clientOf(server)))).kind);
    await atRest(server);
  });

  test("an empty file is a valid file", async () => {
    await using server = await startFaultServer(contentFaults["an empty 200"]);
    expect((await getBytes(clientOf(server))).bytes).toHaveLength(0);
  });
});

describe("no connection", () => {
  test("a refused connection has three attempts", async () => {
    const server = await startFaultServer();
    await server[Symbol.asyncDispose]();
    const error = await failure(getJson(clientOf(server)));
    expect(error).toMatchObject({ kind: "network", attemptsInCall: 3, retryable: true });
    expect(error.message).toBe("The connection to Codat was refused (ECONNREFUSED).");
  });

  test("a TLS error is not retried", async () => {
    const server = createServer((socket) => socket.on("error", () => {}).end("HTTP/1.1 400 No\r\n\r\n"));
    await using _ = { [Symbol.asyncDispose]: async () => void server.close() };
    const port = await new Promise<number>((resolve) => {
      server.listen(0, "127.0.0.1", () => {
        const address = server.address();
        if (address && typeof address === "object") resolve(address.port);
      });
    });
    const error = await failure(getJson(clientOf({ baseUrl: new URL(`https://127.0.0.1:${port}`) })));
    expect(error).toMatchObject({ kind: "network", attemptsInCall: 1, retryable: false });
    expect(error.message).toMatch(/^The TLS connection to Codat failed \([A-Z_]+\)\.$/);
  });

  test("a TLS handshake that stalls is a timeout", async () => {
    await using server = await startFaultServer();
    const baseUrl = new URL(server.baseUrl.href.replace("http:", "https:"));
    expect(await failure(getJson(clientOf({ baseUrl }, hasty)))).toMatchObject({
      kind: "timeout",
      attemptsInCall: 3,
    });
  });
});
