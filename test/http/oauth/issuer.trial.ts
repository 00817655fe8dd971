import { describe, expect, test } from "vitest";
import { failures, recovery } from "./failing-issuer.ts";
import { json } from "./issuer.ts";
import { signedForTest } from "./service.ts";

// Each waits 5 s or more: a failure is remembered for 5 s.
describe("an issuer that cannot be reached", () => {
  test("when the service starts: 503 until it can be, and no new sign-in is asked for", async () => {
    const { issuer, ask, service } = await signedForTest({ prepare: (issuer) => issuer.stop() });
    const token = await issuer.token();
    const { status, headers } = await ask(token);
    expect(status).toBe(503);
    expect(Number(headers["retry-after"])).toBeGreaterThan(0);
    expect(headers).not.toHaveProperty("www-authenticate");
    expect(await (await fetch(new URL("/readyz", service.url))).text()).toBeTruthy();
    await service.logged(/"event":"issuer".*not reachable/);
    await issuer.start();
    await expect.poll(async () => (await ask(token)).status, recovery).toBe(200);
  });
});

describe("keys that are answered with", () => {
  test.each([
    ...failures,
    ["an object without keys", (response) => json(response, { jwks: [] }), /JSON Web Key Set/],
  ] as typeof failures)("%s: 503, and the log says why", async (_, fail, why) => {
    const { issuer, ask, service } = await signedForTest();
    issuer.answers.jwks = (_, response) => fail(response);
    expect(await ask(await issuer.token())).toMatchObject({ status: 503 });
    await service.logged(why);
    issuer.answers.jwks = undefined;
    await expect.poll(async () => (await ask(await issuer.token())).status, recovery).toBe(200);
  });
});

describe("metadata of the issuer that is", () => {
  test.each(failures.slice(0, 5))("%s: 503, and the log says why", async (_, fail, why) => {
    const { issuer, ask, service } = await signedForTest();
    issuer.answers.metadata = (_, response) => fail(response);
    expect(await ask(await issuer.token())).toMatchObject({ status: 503 });
    await service.logged(why);
  });
});
