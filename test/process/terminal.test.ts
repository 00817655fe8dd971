import { expect, test } from "vitest";
import { opening } from "../support/child.ts";
import { Served, type ServedOptions } from "./served.ts";

const terminal = "terminal.mjs";
const line =
  "codat-customers-mcp: No API key is set. This server waits for an MCP client on stdin. To test the settings, stop it with Ctrl+C and run the same command with doctor.\n";

/** What the server writes to stderr, without its log, until it has answered a client and stopped. */
async function stderrOf(options: ServedOptions): Promise<string> {
  const served = new Served(options);
  served.send(...opening);
  expect(await served.answer(1)).toHaveProperty("serverInfo");
  expect(await served.stop("EOF")).toMatchObject({ how: 0 });
  expect(served.leaks).toEqual([]);
  return served.stderr.replace(/^level=.*\n/gm, "");
}

test("in a terminal without a key, the server says in one line what it waits for, and serves", async () => {
  expect(await stderrOf({ preload: terminal, environment: { CODAT_API_KEY: "" } })).toBe(line);
});

test.each<[string, ServedOptions]>([
  ["a client starts it without a key", { environment: { CODAT_API_KEY: "" } }],
  ["it has a key", { preload: terminal }],
  ["it serves the sandbox", { preload: terminal, environment: { CODAT_API_KEY: "" }, flags: ["--sandbox"] }],
])("the server does not say so if %s", async (_, options) => {
  expect(await stderrOf(options)).toBe("");
});
