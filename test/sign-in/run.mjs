// Signs in at a real identity provider with the SDK's client: registration, PKCE, a call with the company of the claim, and a
// step-up for another scope. Prints what was observed. The service serves made-up companies.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { decodeJwt } from "jose";
import { startIssuer } from "./issuer.mjs";
import { createSignedClient } from "./person.mjs";

const own = "c0000000-0000-4000-8000-000000000001";
const other = "c0000000-0000-4000-8000-000000000002";
const scopes = ["customers:read", "analysis:read"];
let failed = 0;

function check(what, holds, found = "") {
  if (!holds) failed++;
  process.stdout.write(
    `${holds ? "held  " : "FAILED"} ${what}${holds ? "" : `: ${JSON.stringify(found)}`}\n`,
  );
}

async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function startService(issuer, endpoint) {
  const main = new URL("../../dist/main.mjs", import.meta.url).pathname;
  const child = spawn(process.execPath, [main, "http", "--sandbox"], {
    env: {
      PATH: process.env.PATH,
      CODAT_HTTP_PORT: endpoint.port,
      CODAT_HTTP_PUBLIC_URL: endpoint.href,
      CODAT_OAUTH_ISSUER: issuer.url,
      CODAT_OAUTH_NAME_CLAIM: "name",
      CODAT_TOOLSETS: "customers,analysis",
      CODAT_LOG_LEVEL: "debug",
    },
    stdio: ["ignore", "ignore", "pipe"],
  });
  let log = "";
  child.stderr.setEncoding("utf8").on("data", (text) => {
    log += text;
  });
  while (!log.includes('"event":"listening"')) {
    if (child.exitCode !== null) throw new Error(`The service did not start:\n${log}`);
    await Promise.race([once(child.stderr, "data"), once(child, "exit")]);
  }
  return {
    log: () => log,
    close: async () => {
      child.kill("SIGTERM");
      await once(child, "exit");
    },
  };
}

const textOf = ({ content }) => content.map(({ text = "" }) => text).join("\n");
const endpoint = new URL(`http://127.0.0.1:${await freePort()}/mcp`);
let allowed = ["customers:read"];
let who = { sub: "user-1", name: "Ann Analyst", companies: [own] };
const issuer = await startIssuer({
  resource: endpoint.href,
  scopes,
  person: () => who,
  consent: (asked) => asked.filter((scope) => allowed.includes(scope)),
});
const service = await startService(issuer, endpoint);
try {
  const client = createSignedClient(endpoint);
  await client.connect();
  check("the client registers itself", issuer.seen.registrations === 1, issuer.seen);
  check(
    "and signs in with PKCE (S256)",
    issuer.seen.challenges.every((method) => method === "S256"),
    issuer.seen,
  );
  check("for this server (resource)", String(issuer.seen.resources[0]) === endpoint.href, issuer.seen);
  check("with the scopes of the challenge", issuer.seen.scopes[0] === scopes.join(" "), issuer.seen);
  const { aud, scope } = decodeJwt(client.tokens().access_token);
  check(
    "the token is for this server and the scope that was allowed",
    aud === endpoint.href && scope === "customers:read",
    { aud, scope },
  );

  const tools = await client.tools();
  check(
    "only the tools of that scope are listed",
    tools.length === 5 && tools.includes("list_customers"),
    tools,
  );
  const listed = await client.call("list_customers", {});
  check(
    "a call reads the company of the claim",
    !listed.isError && listed.structuredContent.results.length > 0,
    listed,
  );
  const refused = await client.call("list_customers", { companyId: other });
  check(
    "another company is refused",
    refused.isError && textOf(refused).includes("the caller's token"),
    refused,
  );

  allowed = scopes;
  const summary = await client.call("summarize_customers", {});
  check(
    "a tool of another scope makes the client sign in again",
    issuer.seen.scopes.length === 2,
    issuer.seen,
  );
  check("with both scopes", issuer.seen.scopes.at(-1) === scopes.join(" "), issuer.seen);
  check("and then it answers", !summary.isError, summary);
  check(
    "its tools are listed now",
    (await client.tools()).includes("find_attachments"),
    await client.tools(),
  );

  const log = service.log();
  const signatures = [client.tokens().access_token.split(".")[2], client.tokens().refresh_token].filter(
    Boolean,
  );
  check("the person is in the log", log.includes('"caller":"user-1"') && log.includes("Ann Analyst"));
  check(
    "no token is in the log",
    signatures.every((text) => !log.includes(text)),
  );
  await client.close();

  who = { sub: "user-2", name: "Ben", companies: other };
  const second = createSignedClient(endpoint);
  await second.connect();
  const theirs = await second.call("list_customers", {});
  check(
    "another person reads another company",
    !theirs.isError && JSON.stringify(theirs) !== JSON.stringify(listed),
    theirs,
  );
  check(
    "and not the first one's",
    (await second.call("list_customers", { companyId: own })).isError === true,
  );
  await second.close();

  who = { sub: "user-3", name: "Cy", companies: "all" };
  const third = createSignedClient(endpoint);
  const outcome = await third.connect().then(
    () => "connected",
    (error) => String(error),
  );
  check(
    'a person whose claim is "all" cannot connect',
    outcome !== "connected" && !/insufficient/.test(outcome),
    outcome,
  );
} finally {
  await service.close();
  await issuer.close();
}
process.stdout.write(failed === 0 ? "\nAll held\n" : `\n${failed} failed\n`);
process.exitCode = failed === 0 ? 0 : 1;
