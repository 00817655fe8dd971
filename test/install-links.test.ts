import { describe, expect, test } from "vitest";
import packageJson from "../package.json" with { type: "json" };
import { cursorLink, fromNpm, vscodeLink } from "../scripts/install-links.ts";
import { configuration } from "../src/cli/config.ts";

test("there is no installation from npm before the package is published", () => {
  expect(fromNpm(false)).toBeUndefined();
});

describe("once the package is published", () => {
  const { start, startOnWindows, vscode, cursor } = fromNpm(true) ?? expect.unreachable();

  test("npx runs this version, on Windows through cmd", () => {
    const pinned = `${packageJson.name}@${packageJson.version}`;
    expect(start).toEqual({ command: "npx", args: ["-y", pinned], variables: {} });
    expect(startOnWindows).toEqual({ command: "cmd", args: ["/c", "npx", "-y", pinned], variables: {} });
  });

  test("the link for VS Code contains the content of its mcp.json and asks for the key", () => {
    const link = new URL(vscode).searchParams.get("url") ?? "";
    const [address, query = ""] = link.split("?");
    const { name, inputs, ...server } = JSON.parse(decodeURIComponent(query));
    expect(address).toBe("vscode:mcp/install");
    expect({ inputs, servers: { [name]: server } }).toEqual(JSON.parse(configuration("vscode", start)));
    expect(inputs).toMatchObject([{ password: true }]);
  });

  test("the link for Cursor contains the content of its mcp.json without the key", () => {
    const { protocol, host, pathname, searchParams } = new URL(cursor);
    expect([protocol, host, pathname]).toEqual(["cursor:", "anysphere.cursor-deeplink", "/mcp/install"]);
    const server = JSON.parse(Buffer.from(searchParams.get("config") ?? "", "base64").toString());
    const { env, ...printed } = JSON.parse(configuration("cursor", start)).mcpServers["codat-customers"];
    expect([searchParams.get("name"), server]).toEqual(["codat-customers", printed]);
    expect(Object.keys(env)).toEqual(["CODAT_API_KEY"]);
  });

  test("the links contain the settings, but no placeholder for a key in Cursor's", () => {
    const withSettings = { ...start, variables: { CODAT_TOOLSETS: "customers,companies" } };
    const config = new URL(cursorLink(withSettings)).searchParams.get("config") ?? "";
    expect(JSON.parse(atob(config)).env).toEqual(withSettings.variables);
    expect(decodeURIComponent(decodeURIComponent(vscodeLink(withSettings)))).toContain("customers,companies");
  });
});
