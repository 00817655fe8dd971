import { boolean } from "../settings/parsers/choices.ts";
import type { Host } from "./commands/config.ts";

/** How a host starts the server: a program, its arguments, and the settings as variables, without secrets. */
export interface Start {
  command: string;
  args: string[];
  variables: Record<string, string>;
}

/** The text to paste for a host, ending in a newline. It has a placeholder for the API key, or for the file that holds it. */
export function configuration(host: Host, start: Start): string {
  return `${forms[host].write(serverFor(host, start))}\n`;
}

/** The server entry for a host, with the same placeholder. */
export function serverFor(host: Host, { command, args, variables }: Start): Server {
  const { key = { CODAT_API_KEY: "YOUR_KEY" }, suited } = forms[host];
  const env = { ...(needsKey(variables) && key), ...suited, ...variables };
  return { command, args, env };
}

/** Where to paste that text, as one line. */
export function whereToPaste(host: Host): string {
  return forms[host].where;
}

/** A server entry as hosts define it. */
export interface Server {
  command: string;
  args: string[];
  env: Record<string, string>;
}

interface Form {
  where: string;
  write: (server: Server) => string;
  /** The variable that gives the key, with its placeholder. Default: CODAT_API_KEY=YOUR_KEY. */
  key?: Record<string, string>;
  /** Defaults that suit the host. */
  suited?: Record<string, string>;
}

export const serverName = "codat-customers";
const keyInput = { type: "promptString", id: "codat-key", description: "Codat API key", password: true };
const amongOthers = `. If the file already has mcpServers, add ${serverName} to them.`;

// These hosts cut longer results without telling the model (seen with Claude Code 2.1.330 and Codex 0.169.0).
const wholeAnswers = { CODAT_RESULT_LIMIT_CHARS: "45000" };

const forms: Record<Host, Form> = {
  "claude-desktop": {
    where: `Paste this into ~/Library/Application Support/Claude/claude_desktop_config.json (macOS) or %APPDATA%\\Claude\\claude_desktop_config.json (Windows)${amongOthers}`,
    write: mcpServers,
    suited: {
      // People start from a name, which only find_companies turns into an id, and ask about all customers.
      CODAT_TOOLSETS: "customers,companies,analysis",
      // Claude Desktop accepts results up to 1 MB, and base64 turns 3 bytes into 4.
      CODAT_ATTACHMENT_INLINE_LIMIT_BYTES: "716800",
    },
  },
  "claude-code": {
    where:
      "Paste this into a POSIX shell, in the directory of the project that will use it. Replace /path/to/codat-api-key with the path of a file that holds your API key. For all projects, add --scope user before the --.",
    write: shellLine,
    // A key in a command line stays in the shell's history and in process lists.
    key: { CODAT_API_KEY_FILE: "/path/to/codat-api-key" },
    suited: wholeAnswers,
  },
  vscode: {
    where: `Paste this into .vscode/mcp.json of the workspace. If the file already has servers, add ${serverName} and the inputs to it.`,
    write: (server) => json(vscodeServers(server)),
    key: { CODAT_API_KEY: `\${input:${keyInput.id}}` },
  },
  cursor: {
    where: `Paste this into ~/.cursor/mcp.json, or .cursor/mcp.json of one project${amongOthers}`,
    write: mcpServers,
  },
  codex: { where: "Paste this at the end of ~/.codex/config.toml.", write: toml, suited: wholeAnswers },
  gemini: { where: `Paste this into ~/.gemini/settings.json${amongOthers}`, write: mcpServers },
};

// A key together with a key file or command is an error, and the sandbox needs no key.
function needsKey(variables: Record<string, string>): boolean {
  const sandbox = boolean("", false).parse(variables.CODAT_SANDBOX ?? "false");
  const { CODAT_API_KEY_FILE: file, CODAT_API_KEY_COMMAND: command } = variables;
  return !sandbox && file === undefined && command === undefined;
}

function mcpServers(server: Server): string {
  return json({ mcpServers: { [serverName]: server } });
}

/** The content of VS Code's mcp.json: the server, and the input that asks for the key. */
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

// TOML has JSON's escapes, but does not allow a bare DEL.
function tomlString(text: string): string {
  return JSON.stringify(text).replaceAll("\u007f", "\\u007f");
}

// The name comes first because -e takes every argument up to the next option.
function shellLine({ command, args, env }: Server): string {
  const variables = Object.entries(env).flatMap(([name, value]) => ["-e", `${name}=${value}`]);
  const parts = ["claude", "mcp", "add", serverName, ...variables, "--", command, ...args];
  return parts.map(shellWord).join(" ");
}

function shellWord(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
