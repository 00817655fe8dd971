import { expect, test } from "vitest";
import { holdCall } from "../../../src/http/limits/hold-call.ts";

function held(signalsEnd = false) {
  const controller = new AbortController();
  const state = { released: 0 };
  const request = new Request("http://127.0.0.1/mcp", { signal: controller.signal });
  const release = () => {
    state.released = 1;
  };
  const hold = (respond: () => Promise<Response>) => holdCall(request, { release, signalsEnd }, respond);
  return { state, hold, disconnect: () => controller.abort() };
}

test("a call is held until its response has been read", async () => {
  const { state, hold } = held();
  const text = "é".repeat(200_000);
  const response = await hold(async () => new Response(text, { status: 207, headers: { "x-a": "b" } }));
  expect([response.status, response.headers.get("x-a")]).toEqual([207, "b"]);
  const reader = response.body?.getReader();
  let bytes = 0;
  for (let next = await reader?.read(); !next?.done; next = await reader?.read()) {
    expect(state.released).toBe(0);
    bytes += next?.value.length ?? 0;
  }
  expect([bytes, state.released]).toEqual([400_000, 1]);
});

test("a call ends when its client disconnects, even if no response ever comes", () => {
  const { state, hold, disconnect } = held();
  hold(() => new Promise(() => {}));
  expect(state.released).toBe(0);
  disconnect();
  expect(state.released).toBe(1);
});

test("a call ends when its response is canceled, fails or has no body", async () => {
  const canceled = held();
  const response = await canceled.hold(async () => new Response("a"));
  await response.body?.cancel();
  expect(canceled.state.released).toBe(1);

  const broken = held();
  const stream = new ReadableStream({ pull: (controller) => controller.error(new Error("broken")) });
  await expect((await broken.hold(async () => new Response(stream))).text()).rejects.toThrow("broken");
  expect(broken.state.released).toBe(1);

  const failing = held();
  await expect(failing.hold(() => Promise.reject(new Error("no factory")))).rejects.toThrow("no factory");
  expect(failing.state.released).toBe(1);

  const empty = held();
  await empty.hold(async () => new Response(null, { status: 202 }));
  expect(empty.state.released).toBe(1);
});

test("where the signal tells the end of a response, a call is held until then, whoever has read it before", async () => {
  const { state, hold, disconnect } = held(true);
  const response = await hold(async () => new Response("a"));
  expect(await response.text()).toBe("a");
  expect(state.released).toBe(0);
  disconnect();
  expect(state.released).toBe(1);

  const gone = held(true);
  await gone.hold(async () => {
    gone.disconnect();
    return new Response("a");
  });
  expect(gone.state.released).toBe(1);
});

test("a call whose client disconnected before it began is not held", async () => {
  for (const signalsEnd of [false, true]) {
    const { state, hold, disconnect } = held(signalsEnd);
    disconnect();
    await hold(async () => new Response("no one reads it"));
    expect(state.released).toBe(1);
  }
});
