import { once } from "node:events";
import { rm } from "node:fs/promises";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { call, opening, startChild } from "../../support/child.ts";
import { ids } from "../../support/upstream.ts";
import { createMachine, self } from "./place.ts";
import { all, customer, refusedRequests } from "./refused-requests.ts";
import { openScene, other, type Scene } from "./scene.ts";
import { stoppingWays } from "./stopping-ways.ts";

const { companyId } = ids;
const unlisted = "11111111-0000-4000-8000-00000000000b";

let scene: Scene;
beforeAll(async () => {
  scene = await openScene();
});
beforeEach(async () => {
  await scene.machine.reset();
  await rm(scene.second, { force: true });
  await scene.machine.write(scene.rules);
});
afterAll(() => scene[Symbol.asyncDispose]());

describe("stops startup with exit code 2", () => {
  test.each(stoppingWays)("%s", async (_, way, message) => {
    await using child = await scene.start(way);
    await once(child.process, "close");
    expect(await child.exited, child.stderr()).toBe(2);
    expect(child.stderr()).toMatch(message);
    expect(child.stderr().trimEnd().split("\n")).toHaveLength(1);
    expect(child.stdout()).toBe("");
  });

  test("a file of another owner", async () => {
    await using foreign = await createMachine(self + 1);
    await foreign.write(scene.rules);
    await using child = startChild(scene.obeying, { file: foreign.file });
    await once(child.process, "close");
    expect(await child.exited).toBe(2);
    expect(child.stderr()).toMatch(/is reached through a directory that is not owned by root/);
  });
});

describe("is served within the policy", () => {
  test.each(refusedRequests)("%s", async (_, way, request, message) => {
    await using child = await scene.start(way);
    const before = scene.upstream.requests.length;
    child.send(...opening, request);
    expect(JSON.stringify(await child.answer(2))).toMatch(message);
    expect(scene.upstream.requests).toHaveLength(before);
  });

  test("completions read nothing of another company, and are no more than a page may have", async () => {
    await scene.machine.write({ ...scene.rules, companies: [companyId, other], maxRowsPerCall: 1 });
    const complete = (id: number, company: string, argument: string) => ({
      id,
      method: "completion/complete",
      params: {
        ref: { type: "ref/prompt", name: "review_customer_documents" },
        argument: { name: argument, value: "" },
        context: { arguments: { companyId: company } },
      },
    });
    await using child = await scene.start({ environment: all });
    const before = scene.upstream.requests.length;
    child.send(...opening, complete(2, unlisted, "customerId"), complete(3, companyId, "companyId"));
    expect(await child.answer(2)).toMatchObject({ result: { completion: { values: [] } } });
    const { result } = await child.answer(3);
    expect(result).toMatchObject({ completion: { values: [expect.any(String)] } });
    expect(scene.upstream.requests).toHaveLength(before);
  });

  test("a policy that is widened or removed while the server runs still applies", async () => {
    await using child = await scene.start({ environment: all });
    child.send(...opening, { id: 3, method: "ping" });
    await child.answer(3);
    await scene.machine.write({});
    child.send(customer(other));
    expect(JSON.stringify(await child.answer(2))).toMatch(/the machine's policy does not list it/);
    await rm(scene.machine.policyPath);
    child.send({ ...customer(other), id: 4 });
    expect(JSON.stringify(await child.answer(4))).toMatch(/the machine's policy does not list it/);
  });

  test("masks removed by a variable and a flag still mask", async () => {
    await using child = await scene.start({ environment: all, flags: ["--mask=none"] });
    child.send(...opening, customer(companyId));
    const answer = JSON.stringify(await child.answer(2));
    expect(answer).not.toContain("someone@");
    expect(answer).toContain("•••");
  });

  test("toolsets added by a variable are not offered", async () => {
    await using child = await scene.start({ environment: all });
    child.send(...opening, { id: 2, method: "tools/list" });
    const listed = JSON.stringify(await child.answer(2));
    expect(listed).toContain("list_customers");
    expect(listed).not.toContain("find_companies");
  });

  test("without pageSize, a page has as many rows as allowed", async () => {
    await using child = await scene.start({});
    child.send(...opening, call(2, "list_customers", { companyId }));
    await child.answer(2);
    expect(scene.upstream.requests.at(-1)?.url).toContain("pageSize=10");
  });

  test("a URL of the command http that names another company reads nothing of it", async () => {
    await using child = await scene.start({
      environment: { ...all, CODAT_HTTP_AUTH: "none" },
      flags: ["http", "--http-port=0"],
    });
    const address = /http:\/\/[\d.]+:\d+\/mcp/;
    while (!address.test(child.stderr())) await once(child.process.stderr, "data");
    const before = scene.upstream.requests.length;
    for (const query of ["", `?companies=${other}`, "?companies=all&toolsets=companies"]) {
      const response = await fetch(`${address.exec(child.stderr())?.[0]}${query}`, {
        method: "POST",
        headers: { "content-type": "application/json", accept: "application/json, text/event-stream" },
        body: JSON.stringify({ jsonrpc: "2.0", ...customer(other) }),
      });
      expect(await response.text()).not.toContain("harbour");
    }
    expect(scene.upstream.requests).toHaveLength(before);
  });
});
