import packageJson from "../package.json" with { type: "json" };
import { type Start, serverFor, serverName, vscodeServers } from "../src/cli/config.ts";

/** How to run the package from npm, and the links that install it. */
export interface FromNpm {
  start: Start;
  /** On Windows npx is a script, which only a shell can start. */
  startOnWindows: Start;
  vscode: string;
  cursor: string;
}

/**
 * The installation from npm, pinned to this version. Undefined while `config.published` in package.json is false:
 * anyone could register the name of an unpublished package.
 */
export function fromNpm(isPublished: boolean): FromNpm | undefined {
  if (!isPublished) return undefined;
  const args = ["-y", `${packageJson.name}@${packageJson.version}`];
  const start: Start = { command: "npx", args, variables: {} };
  return {
    start,
    startOnWindows: { ...start, command: "cmd", args: ["/c", "npx", ...args] },
    vscode: vscodeLink(start),
    cursor: cursorLink(start),
  };
}

/** Opens VS Code, which shows the server, asks for the key and stores it. Goes through a page of VS Code, because GitHub renders only https links. */
export function vscodeLink(start: Start): string {
  const { inputs, servers } = vscodeServers(serverFor("vscode", start));
  const link = `vscode:mcp/install?${encoded({ name: serverName, ...servers[serverName], inputs })}`;
  return `https://insiders.vscode.dev/redirect?url=${encodeURIComponent(link)}`;
}

/** Opens Cursor, which shows the server and adds it. Cursor does not ask for a key: the user sets it afterwards. */
export function cursorLink(start: Start): string {
  const { env, ...server } = serverFor("cursor", start);
  const { CODAT_API_KEY: _, ...settings } = env;
  const config = { ...server, ...(Object.keys(settings).length > 0 && { env: settings }) };
  const base64 = Buffer.from(JSON.stringify(config)).toString("base64");
  return `cursor://anysphere.cursor-deeplink/mcp/install?name=${serverName}&config=${encodeURIComponent(base64)}`;
}

function encoded(value: object): string {
  return encodeURIComponent(JSON.stringify(value));
}
