import { describe, expect, test } from "vitest";
import { commands, readCommand } from "../../src/cli/command.ts";
import { help } from "../../src/cli/help.ts";

const url = "https://mcp.example.com/mcp";
const token = "ccm_a-token-for-tests-only-0123456789";

function refusal(words: string[], environment: Record<string, string> = {}): string {
  try {
    readCommand(words, environment);
  } catch (error) {
    return error instanceof Error ? error.message : "";
  }
  throw new Error(`${words.join(" ")} is accepted.`);
}

test("the help names every command and its own flags", () => {
  for (const [name, { flags = {}, switches = [] }] of Object.entries(commands)) {
    const lines = help()
      .split("\n")
      .filter((line) => line.startsWith(`  ${name}`));
    expect(lines.length, name).toBeGreaterThan(0);
    for (const flag of [...Object.keys(flags), ...switches]) expect(lines.join()).toContain(`--${flag}`);
  }
});

test.each<[string[], string]>([
  [["--url", url], "--url is only for config."],
  [["http", "--url", url], "--url is only for config."],
  [["config", "codex", "--json"], "--json is only for doctor and audit."],
  [["http", "--heads=x"], "--heads is only for audit."],
  [["--company=x"], "--company is only for audit. To restrict a server, use --company-ids."],
])("a flag of another command is refused: %j", (words, sentence) => {
  expect(refusal(words)).toBe(sentence);
});

describe("config with --url", () => {
  test("reads the host and the URL, and no settings", () => {
    const environment = { CODAT_TIMEOUT_MS: "invalid", CODAT_HTTP_TOKEN: token };
    expect(readCommand(["config", "codex", `--url= ${url}?toolsets=customers `], environment)).toEqual({
      name: "config --url",
      host: "codex",
      url: new URL(`${url}?toolsets=customers`),
      warnings: [],
    });
  });

  test.each(["http://127.0.0.1:8080/mcp", "http://localhost/mcp/", "http://[::1]:1/mcp"])(
    "takes %s, which stays on this machine",
    (text) => {
      expect(readCommand(["config", "cursor", "--url", text], {})).toMatchObject({ warnings: [] });
    },
  );

  test.each(["https://mcp.example.com", "https://mcp.example.com/mcp/v1"])(
    "warns that %s has another path",
    (text) => {
      const sentence = expect.stringContaining("does not end in /mcp");
      expect(readCommand(["config", "cursor", "--url", text], {})).toMatchObject({ warnings: [sentence] });
    },
  );

  test.each<[string[], string]>([
    [["cursor", "--url="], "--url must begin with https:// or http://"],
    [["cursor", "--url=mcp.example.com/mcp"], "--url must begin with https:// or http://"],
    [["cursor", "--url=ftp://mcp.example.com/mcp"], "--url must begin with https:// or http://"],
    [["cursor", "--url=https://me:secret@mcp.example.com/mcp"], "no user name, password or fragment"],
    [["cursor", "--url=http://mcp.example.com/mcp"], "everyone on the network could read the token"],
    [["cursor", "--url=http://192.168.1.5/mcp"], "everyone on the network could read the token"],
    [["cursor", `--url=${url}`, "--company-ids=all"], "--company-ids is not a flag of config with --url."],
    [["claude-desktop", `--url=${url}`], "use claude-connectors."],
    [["chatgpt"], "Add the URL of yours: config chatgpt --url https://mcp.example.com/mcp."],
    [["n8n", "cursor", `--url=${url}`], "config with --url needs a host: claude-code, vscode"],
    [[`--url=${url}`], "config with --url needs a host: claude-code, vscode"],
    [["chatgtp", `--url=${url}`], "n8n. Did you mean chatgpt?"],
    [["chatgtp"], "gemini. Did you mean chatgpt?"],
    [["secret", `--url=${url}`], "config with --url needs a host"],
  ])("%j is refused", (words, sentence) => {
    const message = refusal(["config", ...words]);
    expect(message).toContain(sentence);
    expect(message).not.toContain("secret");
  });
});

describe("doctor http", () => {
  test.each([token, ` "${token}" `, `Bearer ${token}`, `Authorization: Bearer ${token}`])(
    "reads the token from CODAT_HTTP_TOKEN, and no settings (%s)",
    (text) => {
      const environment = { CODAT_HTTP_TOKEN: text, CODAT_TIMEOUT_MS: "invalid" };
      expect(readCommand(["doctor", "http", url, "--json"], environment)).toEqual({
        name: "doctor http",
        url: new URL(url),
        proxies: { http: undefined, https: undefined, noProxy: "" },
        token,
        json: true,
      });
    },
  );

  test.each([
    {},
    { CODAT_HTTP_TOKEN: "" },
    { CODAT_HTTP_TOKEN: "YOUR_TOKEN" },
    { CODAT_HTTP_TOKEN: "\u0024{TOKEN}" },
  ])("without a token it has none (%j)", (environment) => {
    expect(readCommand(["doctor", "http", url], environment)).toMatchObject({
      token: undefined,
      json: false,
    });
  });

  test.each<[string[], string]>([
    [["http"], "doctor http needs the server's URL"],
    [["http", url, "secret"], "doctor http needs the server's URL, and nothing else"],
    [["http", "secret"], "The URL must begin with https:// or http://"],
    [["http", "https://secret@mcp.example.com/mcp"], "no user name, password or fragment"],
    [["http", url, "--sandbox"], "--sandbox is not a flag of doctor http. Its only flag is --json."],
    [["http", url, "--token=secret"], "cannot be a flag"],
    [["htp", url], "Unknown command."],
  ])("doctor %j is refused", (words, sentence) => {
    const message = refusal(["doctor", ...words]);
    expect(message).toContain(sentence);
    expect(message).not.toContain("secret");
  });

  test.each(["two words", "line\nbreak", "tök"])(
    "a token that no header can carry is refused (%j)",
    (text) => {
      const message = refusal(["doctor", "http", url], { CODAT_HTTP_TOKEN: text });
      expect(message).toContain("CODAT_HTTP_TOKEN must be a token");
      expect(message).not.toContain(text);
    },
  );
});

test("CODAT_HTTP_TOKEN of a client does not disturb a server over stdio, and is a misspelled file for the service", () => {
  const environment = { CODAT_HTTP_TOKEN: token };
  expect(readCommand([], environment)).toMatchObject({ name: "serve", warnings: [] });
  expect(readCommand(["doctor"], environment)).toMatchObject({ name: "doctor", warnings: [] });
  const message = refusal(["http", "--sandbox"], environment);
  expect(message).toBe(
    "CODAT_HTTP_TOKEN is not a setting of this server. Did you mean CODAT_HTTP_TOKENS_FILE?",
  );
});
