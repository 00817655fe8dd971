import { expect, test } from "vitest";
import type { Incoming } from "../../src/codat/attempt.ts";
import type { Client } from "../../src/codat/client.ts";
import { CodatError } from "../../src/codat/error.ts";
import {
  connectionFaults,
  encodingFaults,
  head,
  oddAnswers,
  reply,
  well,
  wire,
} from "../support/fault-answers.ts";
import { startFaultServer } from "../support/fault-server.ts";
import { atRest, clientOf, failure, routeTo, withDeadline } from "./setup.ts";

const file = { "content-type": "application/pdf" };

function readBody<T>(client: Client, read: (incoming: Incoming) => Promise<T>): Promise<T> {
  const tooLarge = () => new CodatError("too_large", "The file is too large.");
  return withDeadline(client, (codat) =>
    codat.body(routeTo("/file"), { limitBytes: 1024 * 1024, tooLarge, read }),
  );
}

async function textOf({ chunks }: Incoming): Promise<string> {
  let text = "";
  for await (const chunk of chunks) text += Buffer.from(chunk).toString("latin1");
  return text;
}

test("the type and length of a file are known before it is read", async () => {
  await using server = await startFaultServer(reply(200, "%PDF-1.7", file));
  const result = await readBody(clientOf(server), async (incoming) => ({
    ...incoming,
    text: await textOf(incoming),
  }));
  expect(result).toMatchObject({
    status: 200,
    contentType: "application/pdf",
    expectedBytes: 8,
    compressed: false,
    text: "%PDF-1.7",
  });
});

test("a file of unknown length is read to its end", async () => {
  await using server = await startFaultServer(
    wire(head(200, { ...file, connection: "close" }), "%PDF-1.7", "end"),
  );
  const result = await readBody(clientOf(server), async (incoming) => [
    incoming.expectedBytes,
    await textOf(incoming),
  ]);
  expect(result).toEqual([0, "%PDF-1.7"]);
});

test.each([encodingFaults["cut gzip"], oddAnswers["a compressed answer"]])(
  "a compressed file is reported as compressed, because its completeness is unknown (%#)",
  async (fault) => {
    await using server = await startFaultServer(fault);
    const result = await readBody(clientOf(server), async (incoming) => {
      await textOf(incoming);
      return { compressed: incoming.compressed, expectedBytes: incoming.expectedBytes };
    });
    expect(result).toEqual({ compressed: true, expectedBytes: 0 });
  },
);

test("a file whose connection broke is read again from its first byte", async () => {
  await using server = await startFaultServer([connectionFaults["reset within the body"], well]);
  const starts: number[] = [];
  const text = await readBody(clientOf(server), (incoming) => {
    starts.push(incoming.expectedBytes);
    return textOf(incoming);
  });
  expect(starts).toHaveLength(2);
  expect(text).toBe('{"id":"A1D001","customerName":"Smith & Co"}');
});

test("a reader that stops early frees the connection", async () => {
  await using server = await startFaultServer(wire(head(200, { ...file, "content-length": 500 }), "%PDF"));
  const first = await readBody(clientOf(server), async ({ chunks }) => {
    for await (const chunk of chunks) return Buffer.from(chunk).toString();
    return "";
  });
  expect(first).toBe("%PDF");
  await atRest(server);
});

test("a reader's own error is returned unchanged and not retried", async () => {
  await using server = await startFaultServer(reply(200, "%PDF-1.7", file));
  const own = new CodatError("unreadable", "It is not an image.");
  expect(await failure(readBody(clientOf(server), () => Promise.reject(own)))).toBe(own);
  expect(server.requests).toHaveLength(1);
});
