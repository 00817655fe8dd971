import { execFile } from "node:child_process";
import { resolve } from "node:path";
import { promisify } from "node:util";
import { Client } from "@modelcontextprotocol/client";
import { StdioClientTransport } from "@modelcontextprotocol/client/stdio";
import { parse as parseToml } from "smol-toml";
import { describe, expect, test } from "vitest";
import { readCommand } from "../../src/cli/command.ts";
import { type Host, hosts } from "../../src/cli/commands/config.ts";
import { configuration, whereToPaste } from "../../src/cli/config.ts";

const run = promisify(execFile);
const name = "codat-customers";
const plain = { command: "/usr/bin/node", args: ["/srv/codat/dist/main.mjs"] };
const fakeKey = "a-key-for-tests-only-0123456789";

type Variables = Record<string, string>;
type Server = typeof plain & { env: Variables };
type Check = (text: string, server: Server) => void | Promise<void>;

const inMcpServers: Check = (text, server) =>
  expect(JSON.parse(text)).toEqual({ mcpServers: { [name]: server } });

// Each text is parsed as its host parses it.
const expectServer: Record<Host, Check> = {
  "claude-desktop": inMcpServers,
  "claude-code": async (text, { command, args, env }) => {
    const { stdout } = await run("bash", ["-c", `claude() { printf '%s\\0' "$@"; }\n${text}`]);
    const variables = Object.entries(env).flatMap(([variable, value]) => ["-e", `${variable}=${value}`]);
    expect(stdout.split("\0")).toEqual(["mcp", "add", name, ...variables, "--", command, ...args, ""]);
  },
  vscode: (text, server) => {
    const input = { type: "promptString", id: "codat-key", description: "Codat API key", password: true };
    const inputs = "CODAT_API_KEY" in server.env ? [input] : undefined;
    expect(JSON.parse(text)).toEqual({ inputs, servers: { [name]: { type: "stdio", ...server } } });
  },
  cursor: inMcpServers,
  codex: (text, server) => expect(parseToml(text)).toEqual({ mcp_servers: { [name]: server } }),
  gemini: inMcpServers,
};

const suitedTo: Partial<Record<Host, Variables>> = {
  "claude-desktop": {
    CODAT_TOOLSETS: "customers,companies,analysis",
    CODAT_ATTACHMENT_INLINE_LIMIT_BYTES: "716800",
  },
  "claude-code": { CODAT_RESULT_LIMIT_CHARS: "45000" },
  codex: { CODAT_RESULT_LIMIT_CHARS: "45000" },
};

const keyFor: Partial<Record<Host, Variables>> = {
  "claude-code": { CODAT_API_KEY_FILE: "/path/to/codat-api-key" },
  vscode: { CODAT_API_KEY: "\u0024{input:codat-key}" },
};

function printed(host: Host, environment: Variables, flags: string[] = [], start = plain): string {
  const command = readCommand(["config", host, ...flags], environment);
  if (command.name !== "config") throw new Error("This is not the config command.");
  return configuration(command.host, { ...start, variables: command.variables });
}

describe.each(hosts)("for %s", (host) => {
  const key = keyFor[host] ?? { CODAT_API_KEY: "YOUR_KEY" };
  const suited = suitedTo[host] ?? {};

  test.each<Variables>([{}, { CODAT_API_KEY: fakeKey }, { CODAT_AUTH_HEADER: `Basic ${btoa(fakeKey)}` }])(
    "the key, or its file, is a placeholder (%j)",
    async (environment) => {
      const text = printed(host, environment);
      await expectServer[host](text, { ...plain, env: { ...key, ...suited } });
      expect(text).toMatch(/[^\n]\n$/);
    },
  );

  test("special characters in paths and values arrive unchanged", async () => {
    const awkward = `C:\\Users\\it's a "new" $HOME \`id\` \\u0041 é 😀\u007f!;&`;
    const start = { command: `${awkward}\\node.exe`, args: [`${awkward}/dist/main.mjs`] };
    const variables = { CODAT_DOWNLOAD_DIR: `/data=${awkward}` };
    const text = printed(host, variables, [], start);
    await expectServer[host](text, { ...start, env: { ...key, ...suited, ...variables } });
  });

  test.each(["true", "TRUE", "1"])("the sandbox needs no key (%s)", async (sandbox) => {
    const text = printed(host, { CODAT_SANDBOX: sandbox, CODAT_API_KEY: fakeKey });
    await expectServer[host](text, { ...plain, env: { ...suited, CODAT_SANDBOX: sandbox } });
  });

  test("a key file replaces the key", async () => {
    const variables = { CODAT_API_KEY_FILE: "/run/key", CODAT_SANDBOX: "false" };
    await expectServer[host](printed(host, variables), { ...plain, env: { ...suited, ...variables } });
  });

  test("the output has the settings from variables and flags", async () => {
    const companies = "8a210b68-6988-11ed-a1eb-0242ac120002,2e9d2c44-f675-40ba-8049-353bfcb5e171";
    const variables = { CODAT_COMPANY_IDS: companies, CODAT_ATTACHMENT_INLINE_LIMIT_BYTES: "1000" };
    const text = printed(host, { ...variables, CODAT_COMPANY_IDS: "all" }, [`--company-ids=${companies}`]);
    await expectServer[host](text, { ...plain, env: { ...key, ...suited, ...variables } });
  });

  test("one line describes where to paste the text", () => {
    expect(whereToPaste(host)).toMatch(/^Paste this [^\n]+\.$/);
  });
});

const config = (args: string[], options: object) =>
  run(process.execPath, [resolve("dist/main.mjs"), "config", ...args], options);

test.each([[[]], [["nowhere"]], [["cursor", "codex"]]])(
  "config %j exits with 2 and a message",
  async (args) => {
    const sentence = `config needs a host: ${hosts.join(", ")}.`;
    const refusal = { code: 2, stdout: "", stderr: `codat-customers-mcp: ${sentence}\n` };
    await expect(config(args, { env: {} })).rejects.toMatchObject(refusal);
  },
);

test("a relative key file is printed as an absolute path, because the host starts the server in another directory", async () => {
  const { stdout } = await config(["cursor"], { cwd: "test", env: { CODAT_API_KEY_FILE: "key.txt" } });
  expect(JSON.parse(stdout).mcpServers[name].env.CODAT_API_KEY_FILE).toBe(resolve("test/key.txt"));
});

test("the output for Claude Desktop starts the server from any directory", async () => {
  const { stdout, stderr } = await config(["claude-desktop", "--sandbox"], { env: {} });
  expect(stderr).toBe(`${whereToPaste("claude-desktop")}\n`);
  const { command, args, env } = JSON.parse(stdout).mcpServers[name];
  const client = new Client({ name: "tests", version: "1.0.0" });
  await client.connect(new StdioClientTransport({ command, args, env, cwd: "/", stderr: "ignore" }));
  const { tools } = await client.listTools();
  await client.close();
  expect(tools.map((tool) => tool.name)).toContain("list_customers");
});
