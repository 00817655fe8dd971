import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { makeToken, makeTokensFile } from "../../support/tokens.ts";
import { signedForTest } from "./service.ts";

async function temporaryFile(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "codat-sign-in-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  return join(folder, "audit.jsonl");
}

test("the person stands in log and audit lines by sub and by the name claim", async () => {
  const path = await temporaryFile();
  const { ask, issuer, service } = await signedForTest({
    environment: {
      CODAT_AUDIT_LOG: path,
      CODAT_OAUTH_NAME_CLAIM: "preferred_username",
      CODAT_LOG_LEVEL: "debug",
    },
  });
  const token = await issuer.token({ sub: "auth0|7", preferred_username: "analyst@lender.example" });
  expect(await ask(token)).toMatchObject({ status: 200 });
  const who = { caller: "auth0|7", callerName: "analyst@lender.example" };
  expect(JSON.parse(await readFile(path, "utf8"))).toMatchObject({ tool: "get_customer", ...who });
  const lines = service
    .log()
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(lines.filter(({ caller }) => caller === who.caller)).not.toEqual([]);
  expect(lines.filter(({ callerName }) => callerName === who.callerName)).not.toEqual([]);
});

test("a refused person stands in the log", async () => {
  const { ask, issuer, service } = await signedForTest();
  expect(await ask(await issuer.token({ sub: "no-companies", codat_companies: "all" }))).toMatchObject({
    status: 403,
  });
  await service.logged(/"caller":"no-companies".*"status":403/);
  expect(await ask(await issuer.token({ sub: "no-scope", scope: "openid" }))).toMatchObject({ status: 403 });
  await service.logged(/"caller":"no-scope".*"insufficient_scope"/);
});

test("a sub that is hostile text stays in its place in the log", async () => {
  const { ask, issuer, service } = await signedForTest({ environment: { CODAT_LOG_LEVEL: "debug" } });
  const sub = `x\n{"level":"error"}\u2028\u202e${"y".repeat(5000)}`;
  expect(await ask(await issuer.token({ sub }))).toMatchObject({ status: 200 });
  const lines = service
    .log()
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  const callers = lines.flatMap(({ caller }) => (caller === undefined ? [] : [String(caller)]));
  expect(callers).not.toEqual([]);
  for (const caller of callers) {
    expect(caller.length).toBeLessThan(300);
    expect(caller).not.toMatch(/[\n\u2028\u202e]/);
  }
});

test("limits of calls are per person, apart from a static token of the same name", async () => {
  const made = makeToken("user-1");
  const file = await makeTokensFile([made.entry]);
  onTestFinished(() => file[Symbol.asyncDispose]());
  const { ask, issuer } = await signedForTest({
    environment: { CODAT_HTTP_TOKENS_FILE: file.path, CODAT_HTTP_CALLS_PER_MINUTE: "1" },
  });
  const statusOf = async (token: string) => (await ask(token)).status;
  expect(await statusOf(await issuer.token())).toBe(200);
  expect(await statusOf(await issuer.token({ jti: "another token of the person" }))).toBe(429);
  expect(await statusOf(await issuer.token({ sub: "user-2" }))).toBe(200);
  expect(await statusOf(made.token)).toBe(200);
});
