import { parse as parseToml } from "smol-toml";
import { describe, expect, test } from "vitest";
import { type RemoteHost, remoteHosts } from "../../src/cli/commands/config.ts";
import { remoteConfiguration } from "../../src/cli/remote-config.ts";

const url = new URL("https://codat.lender.example/mcp?toolsets=customers");
const local = new URL("http://127.0.0.1:8080/mcp");
const name = "codat-customers";
const authorization = (value: string) => ({ Authorization: `Bearer ${value}` });
const variable = "CODAT_HTTP_TOKEN";
const input = "codat-http-token";

// Each text is parsed as its host parses it.
const expected: Partial<Record<RemoteHost, (text: string) => void>> = {
  "claude-code": (text) =>
    expect(JSON.parse(text).mcpServers[name]).toEqual({
      type: "http",
      url: url.href,
      headers: authorization(`\u0024{${variable}}`),
    }),
  vscode: (text) => {
    const { inputs, servers } = JSON.parse(text);
    expect(inputs).toMatchObject([{ id: input, password: true }]);
    const headers = authorization(`\u0024{input:${input}}`);
    expect(servers).toEqual({ [name]: { type: "http", url: url.href, headers } });
  },
  cursor: (text) =>
    expect(JSON.parse(text).mcpServers).toEqual({
      [name]: { url: url.href, headers: authorization(`\u0024{env:${variable}}`) },
    }),
  codex: (text) =>
    expect(parseToml(text)).toEqual({
      mcp_servers: { [name]: { url: url.href, bearer_token_env_var: variable } },
    }),
  gemini: (text) =>
    expect(JSON.parse(text).mcpServers).toEqual({
      [name]: { httpUrl: url.href, headers: authorization(`$${variable}`) },
    }),
};

describe.each(remoteHosts)("for %s", (host) => {
  const { text, notes } = remoteConfiguration(host, url);

  test("the text is what the host reads, or numbered steps with the URL", () => {
    const check = expected[host];
    if (check) return check(text);
    const lines = text.trimEnd().split("\n");
    expect(lines.map((line) => Number.parseInt(line, 10))).toEqual(lines.map((_, index) => index + 1));
    expect(text).toContain(url.href);
  });

  test("each note is a sentence, and the text ends in one line break", () => {
    expect(text).toMatch(/[^\n]\n$/);
    expect(notes.length).toBeGreaterThan(0);
    for (const note of notes) expect(note).toMatch(/^[A-Z].*\.$/);
  });
});

test.each(["claude-connectors", "chatgpt", "copilot-studio"] as const)(
  "%s connects from the internet: a local URL is reported",
  (host) => {
    const sentence = expect.stringContaining("cannot reach this URL");
    expect(remoteConfiguration(host, local).notes).toContainEqual(sentence);
    expect(remoteConfiguration(host, url).notes).not.toContainEqual(sentence);
  },
);
