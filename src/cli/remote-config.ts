import { isLoopback } from "../base/loopback.ts";
import { callerTokenVariable as variable } from "../settings/environment.ts";
import type { RemoteHost } from "./commands/config.ts";
import { serverName } from "./config.ts";

/** How a host connects to a server over HTTP. */
export interface RemoteConfiguration {
  /** A file's content, or numbered steps. Ends in a newline. Has a placeholder for the token. */
  text: string;
  /** Sentences on where to paste it and what it needs. */
  notes: string[];
}

/** The configuration of a host for the server at `url`. */
export function remoteConfiguration(host: RemoteHost, url: URL): RemoteConfiguration {
  const { text, notes, isCloud } = forms[host](url.href);
  const unreachable =
    isCloud && (isLoopback(url) || url.protocol === "http:")
      ? [
          "This host connects from the internet, so it cannot reach this URL. Use the server's public https URL.",
        ]
      : [];
  return { text: `${text}\n`, notes: [...notes, ...unreachable] };
}

interface Form {
  text: string;
  notes: string[];
  /** Whether the host connects from the internet, not from the user's machine. */
  isCloud?: true;
}

const token = "YOUR_TOKEN";
const tokenInput = "codat-http-token";
const setVariable = `Set the environment variable ${variable} to your token. For a server with sign-in, remove the header and sign in when the host asks.`;
const others = `If the file already has servers, add ${serverName} to them.`;
const signIn =
  "This host signs people in and takes no fixed token: the server needs CODAT_OAUTH_ISSUER. Names in the menus may differ between versions.";

const forms: Record<RemoteHost, (url: string) => Form> = {
  "claude-code": (url) => ({
    text: json({
      mcpServers: { [serverName]: { type: "http", url, headers: bearer(`\${${variable}}`) } },
    }),
    notes: [`Paste this into .mcp.json in the project's directory. ${others}`, setVariable],
  }),
  vscode: (url) => ({
    text: json({
      inputs: [
        { type: "promptString", id: tokenInput, description: "Token for Codat customers", password: true },
      ],
      servers: { [serverName]: { type: "http", url, headers: bearer(`\${input:${tokenInput}}`) } },
    }),
    notes: [
      "Paste this into .vscode/mcp.json of the workspace. If the file already has servers, add the server and the input to it. VS Code asks for the token at the first start. For a server with sign-in, remove headers and inputs.",
    ],
  }),
  cursor: (url) => ({
    text: json({ mcpServers: { [serverName]: { url, headers: bearer(`\${env:${variable}}`) } } }),
    notes: [`Paste this into ~/.cursor/mcp.json, or .cursor/mcp.json of one project. ${others}`, setVariable],
  }),
  codex: (url) => ({
    text: [
      `[mcp_servers.${serverName}]`,
      `url = ${JSON.stringify(url)}`,
      `bearer_token_env_var = "${variable}"`,
    ].join("\n"),
    notes: [
      "Paste this at the end of ~/.codex/config.toml.",
      `Set the environment variable ${variable} to your token. For a server with sign-in, remove the line with ${variable} and run codex mcp login ${serverName}.`,
    ],
  }),
  gemini: (url) => ({
    text: json({ mcpServers: { [serverName]: { httpUrl: url, headers: bearer(`$${variable}`) } } }),
    notes: [`Paste this into ~/.gemini/settings.json. ${others}`, setVariable],
  }),
  "claude-connectors": (url) => ({
    text: steps([
      "In Claude, open Settings > Connectors. For a team, an owner opens Organization settings > Connectors.",
      "Select Add custom connector.",
      `Name: ${serverName}. URL: ${url}`,
      "If the identity provider does not register clients on its own, open Advanced settings and enter the OAuth client ID and secret of a client that it knows.",
      "Select Add, then Connect, and sign in.",
    ]),
    notes: [signIn],
    isCloud: true,
  }),
  chatgpt: (url) => ({
    text: steps([
      "In ChatGPT on the web, open Settings > Apps & Connectors > Advanced settings and turn on Developer mode. For a workspace, an administrator must allow it first.",
      "Go back to Apps & Connectors and select Create.",
      `Name: ${serverName}. MCP server URL: ${url}`,
      "Authentication: OAuth. Select Create, and sign in.",
      "In a new chat, select + > Developer mode, and turn the connector on.",
    ]),
    notes: [signIn],
    isCloud: true,
  }),
  "copilot-studio": (url) => ({
    text: steps([
      "In Copilot Studio, open your agent, then Tools > Add a tool > New tool > Model Context Protocol.",
      `Server name: ${serverName}. Server description: Read-only access to customers in Codat. Server URL: ${url}`,
      `Authentication: API key, in the header Authorization. For a server with sign-in: OAuth 2.0.`,
      "Select Create, then create a new connection.",
      `As the API key, enter: Bearer ${token}`,
      "Select Add to agent.",
    ]),
    notes: ["Names in the menus may differ between versions."],
    isCloud: true,
  }),
  n8n: (url) => ({
    text: steps([
      "In n8n, add the node MCP Client Tool to your agent.",
      `Endpoint: ${url}`,
      "Server Transport: HTTP Streamable.",
      `Authentication: Bearer Auth. Create the credential with the token: ${token}`,
      "Tools to Include: All.",
    ]),
    notes: ["Names in the menus may differ between versions."],
  }),
};

function bearer(value: string): Record<string, string> {
  return { Authorization: `Bearer ${value}` };
}

function json(value: object): string {
  return JSON.stringify(value, null, 2);
}

function steps(sentences: string[]): string {
  return sentences.map((sentence, index) => `${index + 1}. ${sentence}`).join("\n");
}
