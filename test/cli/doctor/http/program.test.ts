import { afterAll, beforeAll, expect, test } from "vitest";
import { type Service, startService } from "../../../http/situations/service.ts";
import { startChild } from "../../../support/child.ts";
import { certificateFile } from "../../../support/tls-upstream.ts";
import { type Certificate, startProxy } from "./proxy.ts";

let service: Service;
let token = "";
beforeAll(async () => {
  service = await startService({ tokens: true, environment: { CODAT_SANDBOX: "true" } });
  token = (service.credentials.authorization ?? "").replace("Bearer ", "");
});
afterAll(() => service?.[Symbol.asyncDispose]());

const trusting = { NODE_EXTRA_CA_CERTS: certificateFile("valid") };

/** Runs the built program. */
async function doctor(url: URL, environment: Record<string, string>, flags: string[] = []) {
  await using child = startChild(environment, { flags: ["doctor", "http", url.href, ...flags] });
  const code = await child.exited;
  return { code, stdout: child.stdout(), stderr: child.stderr() };
}

test("a service behind TLS passes: a line per check, exit code 0, no token", async () => {
  await using proxy = await startProxy(service.url, {}, undefined, "valid");
  const { code, stdout, stderr } = await doctor(proxy.url, { ...trusting, CODAT_HTTP_TOKEN: token });
  expect(stderr).toBe("");
  expect(stdout).toMatch(/^ok {7}TLS works \(TLSv1\.\d\); the certificate is valid until 2120-01-01\.$/m);
  expect(stdout).toMatch(/^ok {7}The server accepts the token\.$/m);
  expect(stdout).not.toContain("failure");
  expect(stdout).not.toContain(token);
  expect(code).toBe(0);
});

test("a failure has its fix on the next line, and the exit code is 1", async () => {
  const { code, stdout } = await doctor(service.url, {});
  expect(stdout).toMatch(
    /^failure {2}The server needs a token, and CODAT_HTTP_TOKEN is not set\.\n {9}Fix: Set the environment variable/m,
  );
  expect(code).toBe(1);
});

test("--json prints one object", async () => {
  const { code, stdout } = await doctor(service.url, { CODAT_HTTP_TOKEN: token }, ["--json"]);
  expect(stdout).toMatch(/^[^\n]+\n$/);
  expect(JSON.parse(stdout)).toMatchObject({ ok: true, checks: expect.any(Array) });
  expect(code).toBe(0);
});

test.each<[Certificate, string]>([
  ["issued-expired", "has expired (CERT_HAS_EXPIRED)"],
  ["issued-other-name", "is for another host name (ERR_TLS_CERT_ALTNAME_INVALID)"],
  ["unknown-ca", "is signed by an unknown CA (UNABLE_TO_VERIFY_LEAF_SIGNATURE)"],
])("the certificate %s is named", async (certificate, what) => {
  await using proxy = await startProxy(service.url, {}, undefined, certificate);
  const { code, stdout } = await doctor(proxy.url, { ...trusting, CODAT_HTTP_TOKEN: token });
  expect(stdout).toContain(`The certificate of localhost ${what}.\n         Fix: `);
  expect(code).toBe(1);
});

test("config --url prints what to paste on stdout and where on stderr", async () => {
  const flags = ["config", "cursor", "--url", service.url.href];
  await using child = startChild({ CODAT_HTTP_TOKEN: token }, { flags });
  expect(await child.exited).toBe(0);
  expect(JSON.parse(child.stdout()).mcpServers["codat-customers"].url).toBe(service.url.href);
  expect(child.stderr()).toContain("~/.cursor/mcp.json");
  expect(child.stdout() + child.stderr()).not.toContain(token);
});
