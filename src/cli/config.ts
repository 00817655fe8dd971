import { boolean } from "../settings/parsers.ts";
import type { Host } from "./command.ts";

/** How a host is to start the server: a program, its arguments, and the settings (no secrets) as variables. */
export interface Start {
  command: string;
  args: string[];
  variables: Record<string, string>;
}

/** The text to paste for a host, ending in a newline. Where the API key belongs it has a placeholder. */
export function configuration(host: Host, start: Start): string {
  return `${forms[host].write(serverFor(host, start))}\n`;
}

/** The server as a host is told of it. Where the API key belongs it has a placeholder. */
export function serverFor(host: Host, { command, args, variables }: Start): Server {
  const { key = "YOUR_KEY", suited } = forms[host];
  const env = { ...(needsKey(variables) && { CODAT_API_KEY: key }), ...suited, ...variables };
  return { command, args, env };
}

/** Where that text belongs, as a sentence. */
export function whereToPaste(host: Host): string {
  return forms[host].where;
}

/** A server as hosts describe it. */
export interface Server {
  command: string;
  args: string[];
  env: Record<string, string>;
}

interface Form {
  where: string;
  write: (server: Server) => string;
  /** What stands in the key's place, if not YOUR_KEY. */
  key?: string;
  /** Settings that suit the host, where none are given. */
  suited?: Record<string, string>;
}

export const serverName = "codat-customers";
const keyInput = { type: "promptString", id: "codat-key", description: "Codat API key", password: true };
const amongOthers = `; where it has mcpServers already, add ${serverName} to them.`;

// Longer ones are cut there, without a word to the model (seen with Claude Code 2.1.330 and Codex 0.169.0).
const wholeAnswers = { CODAT_RESULT_LIMIT_CHARS: "45000" };

const forms: Record<Host, Form> = {
  "claude-desktop": {
    where: `Paste this into ~/Library/Application Support/Claude/claude_desktop_config.json (macOS) or %APPDATA%\\Claude\\claude_desktop_config.json (Windows)${amongOthers}`,
    write: mcpServers,
    // An answer may have 1 MB there, and base64 makes 4 bytes of 3.
    suited: { CODAT_ATTACHMENT_INLINE_LIMIT_BYTES: "716800" },
  },
  "claude-code": {
    where:
      "Paste this into a POSIX shell, in the folder of the project that is to have it (for all projects, add --scope user before the --).",
    write: shellLine,
    suited: wholeAnswers,
  },
  vscode: {
    where: `Paste this into .vscode/mcp.json of the workspace; where it has servers already, add ${serverName} and the inputs to them.`,
    write: (server) => json(vscodeServers(server)),
    key: `\${input:${keyInput.id}}`,
  },
  cursor: {
    where: `Paste this into ~/.cursor/mcp.json, or .cursor/mcp.json of one project${amongOthers}`,
    write: mcpServers,
  },
  codex: { where: "Paste this at the end of ~/.codex/config.toml.", write: toml, suited: wholeAnswers },
  gemini: { where: `Paste this into ~/.gemini/settings.json${amongOthers}`, write: mcpServers },
};

// A key beside a key file is refused, and the sandbox looks at none.
function needsKey(variables: Record<string, string>): boolean {
  const sandbox = boolean("", false).parse(variables.CODAT_SANDBOX ?? "false");
  return !sandbox && variables.CODAT_API_KEY_FILE === undefined;
}

function mcpServers(server: Server): string {
  return json({ mcpServers: { [serverName]: server } });
}

/** What VS Code's mcp.json holds: the server, and the question for its key. */
export function vscodeServers(server: Server) {
  const inputs = "CODAT_API_KEY" in server.env ? [keyInput] : undefined;
  return { inputs, servers: { [serverName]: { type: "stdio", ...server } } };
}

function json(value: object): string {
  return JSON.stringify(value, null, 2);
}

function toml({ command, args, env }: Server): string {
  return [
    `[mcp_servers.${serverName}]`,
    `command = ${tomlString(command)}`,
    `args = [${args.map(tomlString).join(", ")}]`,
    "",
    `[mcp_servers.${serverName}.env]`,
    ...Object.entries(env).map(([name, value]) => `${name} = ${tomlString(value)}`),
  ].join("\n");
}

// JSON's escapes are TOML's; JSON alone lets DEL stand.
function tomlString(text: string): string {
  return JSON.stringify(text).replaceAll("\u007f", "\\u007f");
}

// The name comes first: -e takes every word up to the next option.
function shellLine({ command, args, env }: Server): string {
  const variables = Object.entries(env).flatMap(([name, value]) => ["-e", `${name}=${value}`]);
  const words = ["claude", "mcp", "add", serverName, ...variables, "--", command, ...args];
  return words.map(shellWord).join(" ");
}

function shellWord(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
