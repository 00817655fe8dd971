import { chmod } from "node:fs/promises";
import { expect, onTestFinished, test } from "vitest";
import { makeTokensFile } from "../../support/tokens.ts";
import { spawnHttp } from "../situations/service.ts";
import { settingsFor, signedForTest } from "./service.ts";

async function denyFile(content: string, mode?: number) {
  const file = await makeTokensFile(content, mode);
  onTestFinished(() => file[Symbol.asyncDispose]());
  return file;
}

test("a denied person gets 403, a denied token 401, and a change counts at the next call", async () => {
  const file = await denyFile("");
  const { ask, issuer, service } = await signedForTest({ environment: { CODAT_OAUTH_DENY_FILE: file.path } });
  const token = await issuer.token({ jti: "token-1" });
  const statusOf = async (token: string) => (await ask(token)).status;
  expect(await statusOf(token)).toBe(200);
  await file.replace("# left in May\r\nuser-2\r\n  user-1  \r\n");
  const { status, headers } = await ask(token);
  expect(status).toBe(403);
  expect(headers).not.toHaveProperty("www-authenticate");
  await service.logged(/"event":"refused".*"caller":"user-1"|"caller":"user-1".*"event":"refused"/);
  await file.replace("\ufefftoken-1");
  const denied = await ask(token);
  expect(denied.status).toBe(401);
  expect(denied.headers["www-authenticate"]).toContain('error="invalid_token"');
  expect(await statusOf(await issuer.token({ jti: "token-2" }))).toBe(200);
  await file.replace("token-10\nuser-10\nUSER-1");
  expect(await statusOf(token)).toBe(200);
  // Two changes of equal length within the resolution of the file system's clock.
  await file.replace("user-2");
  expect(await statusOf(token)).toBe(200);
  await file.replace("user-1");
  expect(await statusOf(token)).toBe(403);
});

test("while the file cannot be read, every token of the issuer gets 503", async () => {
  const file = await denyFile("user-2");
  const { ask, issuer, service } = await signedForTest({ environment: { CODAT_OAUTH_DENY_FILE: file.path } });
  const token = await issuer.token();
  expect(await ask(token)).toMatchObject({ status: 200 });
  await file.remove();
  const { status, headers } = await ask(token);
  expect(status).toBe(503);
  expect(headers).toHaveProperty("retry-after");
  await service.logged(/"event":"deny_file"/);
  await file.replace("user-2");
  expect(await ask(token)).toMatchObject({ status: 200 });
  await chmod(file.path, 0o666);
  expect(await ask(token)).toMatchObject({ status: 503 });
});

test.each([
  ["missing", async () => `${(await denyFile("")).path}.missing`, "does not exist"],
  [
    "a directory",
    async () => (await denyFile("")).path.replace(/\/[^/]+$/, ""),
    "not that of a regular file",
  ],
  [
    "writable by others",
    async () => {
      const { path } = await denyFile("");
      await chmod(path, 0o666);
      return path;
    },
    "others can write",
  ],
])("a file that is %s stops startup", async (_, path, problem) => {
  const { exited, log } = spawnHttp({
    ...settingsFor({ url: "https://idp.example" }),
    CODAT_OAUTH_DENY_FILE: await path(),
    CODAT_HTTP_PORT: "0",
  });
  expect(await exited).toBe(2);
  expect(log()).toContain("CODAT_OAUTH_DENY_FILE: ");
  expect(log()).toContain(problem);
});
