import { request as httpRequest } from "node:http";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { silence } from "../../support/fault-answers.ts";
import { type FaultServer, startFaultServer } from "../../support/fault-server.ts";
import { eras, getCustomer, withHeaders } from "./messages.ts";
import { twoModes } from "./modes.ts";
import type { Sent } from "./send.ts";
import { send } from "./send.ts";
import { type Service, startService } from "./service.ts";

const stream = { accept: "application/json, text/event-stream" };

for (const mode of twoModes) {
  describe(`${mode.name}:`, () => {
    let codat: FaultServer;
    let service: Service;
    beforeAll(async () => {
      codat = await startFaultServer();
      service = await startService({ ...mode, environment: codat.environment });
    });
    beforeEach(() => codat.answer(silence));
    afterAll(async () => {
      await service?.[Symbol.asyncDispose]();
      await codat?.[Symbol.asyncDispose]();
    });

    /** Sends a call, and closes the connection when it has reached Codat. */
    async function abandon(sent: Sent) {
      const before = codat.requests.length;
      const outgoing = httpRequest(new URL(service.url), {
        method: "POST",
        headers: { "content-type": "application/json", ...service.credentials, ...sent.headers },
      });
      outgoing.on("error", () => {}).end(JSON.stringify(sent.body));
      await expect.poll(() => codat.requests.length).toBe(before + 1);
      outgoing.destroy();
    }

    describe.each(eras)("%s:", (era) => {
      test.each([
        ["JSON", getCustomer(era)],
        ["a stream", withHeaders(getCustomer(era, { progressToken: 1 }), stream)],
      ])("a client that closes the connection cancels its call for %s", async (_, sent) => {
        await abandon(sent);
        await expect.poll(() => codat.busySockets, { timeout: 5_000 }).toBe(0);
      });
    });

    test("notifications/cancelled of another request cancels nothing", async () => {
      const before = codat.requests.length;
      let release = () => {};
      codat.answer((_request, _nth, socket) => {
        release = () => {
          const body = '{"id":"A1D001","customerName":"Brackenhall Bakery"}';
          socket.write(
            `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
          );
        };
      });
      const answer = send(service, getCustomer());
      await expect.poll(() => codat.requests.length).toBe(before + 1);
      const body = { jsonrpc: "2.0", method: "notifications/cancelled", params: { requestId: 1 } };
      expect(await send(service, { body })).toMatchObject({ status: 202 });
      release();
      expect(await answer).toMatchObject({ status: 200, json: { result: { structuredContent: {} } } });
    });
  });
}
