import { expect } from "vitest";
import { startUpstream } from "../support/upstream.ts";
import { callConcurrently, sockets } from "./concurrently.ts";
import { fault } from "./fault.ts";

// Longer ones: load.trial.ts.
fault("200 concurrent calls all get their own result", async ({ start, figure }) => {
  await using upstream = await startUpstream((url) => ({ json: { id: url.split("/").pop() } }));
  const server = await start({ environment: upstream.environment });
  const { answers, ms } = await callConcurrently(server, 200);
  figure(`${ms} ms`);
  figure(sockets(upstream.mostConnections()));
  expect(answers.map(({ structuredContent }) => structuredContent)).toEqual(
    answers.map((_, nth) => ({ id: `c${nth}` })),
  );
  expect(upstream.mostConnections()).toBeLessThanOrEqual(8);
});

fault("200 concurrent calls with a 503 on the first attempt all succeed", async ({ start, figure }) => {
  const asked = new Set<string>();
  await using upstream = await startUpstream((url) => {
    const again = asked.has(url);
    asked.add(url);
    return again ? { json: {} } : { status: 503, json: {} };
  });
  const server = await start({ environment: upstream.environment });
  const { answers, ms } = await callConcurrently(server, 200);
  figure(`${ms} ms`);
  figure(sockets(upstream.mostConnections()));
  figure(`${upstream.requests.length} attempts`);
  expect(answers.filter(({ isError }) => isError)).toEqual([]);
  expect(upstream.mostConnections()).toBeLessThanOrEqual(8);
  expect(upstream.requests).toHaveLength(400);
});
