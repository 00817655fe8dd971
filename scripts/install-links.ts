import { type Start, serverFor, serverName, vscodeServers } from "../src/cli/config.ts";

/** The package, once it is published: npm fetches it and starts it. */
export const fromNpm: Start = { command: "npx", args: ["-y", "codat-customers-mcp"], variables: {} };

/** The same on Windows, where npx is a script that only a shell starts. */
export const fromNpmOnWindows: Start = { ...fromNpm, command: "cmd", args: ["/c", "npx", ...fromNpm.args] };

/** Opens VS Code, which shows the server, asks for the key and keeps it. Through a page of VS Code's: GitHub shows https links alone. */
export function vscodeLink(start: Start): string {
  const { inputs, servers } = vscodeServers(serverFor("vscode", start));
  const link = `vscode:mcp/install?${encoded({ name: serverName, ...servers[serverName], inputs })}`;
  return `https://insiders.vscode.dev/redirect?url=${encodeURIComponent(link)}`;
}

/** Opens Cursor, which shows the server and adds it. It asks for no key: whoever adds it sets one afterwards. */
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
