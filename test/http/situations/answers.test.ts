import { describe, expect, test } from "vitest";
import { eras, getCustomer, summarize, withHeaders } from "./messages.ts";
import { inModes, twoModes } from "./modes.ts";
import { send } from "./send.ts";

const both = "application/json, text/event-stream";
const progress = { progressToken: "p1" };

inModes(
  twoModes,
  ({ service }) => {
    describe.each(eras)("%s:", (era) => {
      test.each([
        ["no Accept header", undefined],
        ["Accept: */*", "*/*"],
        ["Accept: application/json", "application/json"],
        ["Accept: text/html", "text/html"],
        ["Accept: text/*", "text/*"],
        ["an Accept that is no media type", "?"],
        ["Accept for both", both],
        ["a stream that is refused", "application/json, text/event-stream;q=0"],
      ])("%s gets JSON", async (_, accept) => {
        const headers: Record<string, string> = accept === undefined ? {} : { accept };
        const { status, isStream, json } = await send(service(), withHeaders(getCustomer(era), headers));
        expect({ status, isStream }).toEqual({ status: 200, isStream: false });
        expect(json.result?.structuredContent).toMatchObject({ id: "A1D001" });
      });

      test("Accept for both, with a progress token, gets a stream with progress", async () => {
        const sent = withHeaders(summarize(era, progress), { accept: both });
        const { status, isStream, messages, headers } = await send(service(), sent);
        expect({ status, isStream }).toEqual({ status: 200, isStream: true });
        expect(messages[0]).toMatchObject({
          method: "notifications/progress",
          params: { progressToken: "p1" },
        });
        expect(messages.at(-1)?.result?.structuredContent).toMatchObject({ total: 1 });
        expect(headers["cache-control"]).toContain("no-transform");
        expect(headers["x-accel-buffering"]).toBe("no");
      });

      test("a progress token without a stream gets JSON", async () => {
        const sent = withHeaders(summarize(era, progress), { accept: "application/json" });
        const { isStream, messages } = await send(service(), sent);
        expect(isStream).toBe(false);
        expect(messages).toHaveLength(1);
        expect(messages[0]?.result?.structuredContent).toMatchObject({ total: 1 });
      });

      test("only a stream gets a stream", async () => {
        const sent = withHeaders(getCustomer(era), { accept: "Text/Event-Stream" });
        const { status, isStream, json } = await send(service(), sent);
        expect({ status, isStream }).toEqual({ status: 200, isStream: true });
        expect(json.result?.structuredContent).toMatchObject({ id: "A1D001" });
      });
    });
  },
  { environment: { CODAT_TOOLSETS: "customers,analysis" } },
);
