import { Client, InMemoryTransport, StreamableHTTPClientTransport } from "@modelcontextprotocol/client";
import { StdioClientTransport } from "@modelcontextprotocol/client/stdio";
import { Client as ClientV1 } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport as StdioClientTransportV1 } from "@modelcontextprotocol/sdk/client/stdio.js";
import type { Transport as TransportV1 } from "@modelcontextprotocol/sdk/shared/transport.js";
import { type CallToolResult, createMcpHandler, type McpServer } from "@modelcontextprotocol/server";
import { createLog } from "../../src/base/log.ts";
import { readCommand } from "../../src/cli/command.ts";
import { createRedactor } from "../../src/codat/redact.ts";
import { createServing } from "../../src/serving/serving.ts";
import { withoutFreshness } from "./child.ts";

/** A client SDK and its protocol version. */
export const clients = ["v2, 2026-07-28", "v2, 2025-11-25", "v1"] as const;
export type ClientKind = (typeof clients)[number];

interface CallOptions {
  meta?: Record<string, unknown>;
  signal?: AbortSignal;
  /** Called with each progress notification. */
  onprogress?: (progress: { progress: number; total?: number; message?: string }) => void;
}

/** The client operations that tests use, for every SDK. */
export interface Connection extends AsyncDisposable {
  callTool(name: string, args?: Record<string, unknown>, options?: CallOptions): Promise<CallToolResult>;
  listTools(): Promise<{ tools: ListedTool[] }>;
  readResource(uri: string): Promise<{ contents: ResourceContents[] }>;
  listTemplates(): Promise<{ resourceTemplates: { name: string; uriTemplate: string }[] }>;
  listResources(): Promise<{ resources: unknown[] }>;
  /** Completes a variable of a resource template or an argument of a prompt, given the other values. */
  complete(of: string, name: string, value: string, known?: Record<string, string>): Promise<string[]>;
  listPrompts(): Promise<{ prompts: ListedPrompt[] }>;
  /** The text of a prompt. */
  getPrompt(name: string, args: Record<string, string>): Promise<string>;
  instructions(): string | undefined;
  /** The server's log lines; empty for a spawned server. */
  logs: string[];
}

export interface ListedPrompt {
  name: string;
  title?: string;
  description?: string;
  arguments?: { name: string; description?: string; required?: boolean }[];
}

interface ResourceContents {
  uri: string;
  mimeType?: string;
  text?: string;
  blob?: string;
}

export interface ListedTool {
  name: string;
  title?: string;
  description?: string;
  inputSchema: Record<string, unknown>;
  outputSchema?: Record<string, unknown>;
  annotations?: Record<string, unknown>;
}

const identity = { name: "tests", version: "1.0.0" };
const fakeKey = "a-key-for-tests-only-0123456789";

/** Connects a client to a server in this process, configured by these variables. */
export async function connect(
  environment: Record<string, string>,
  kind: ClientKind = "v2, 2026-07-28",
): Promise<Connection> {
  const command = readCommand([], {
    ...withoutFreshness,
    CODAT_API_KEY: fakeKey,
    CODAT_LOG_LEVEL: "debug",
    ...environment,
  });
  if (command.name !== "serve") throw new Error("This is not the serve command.");
  const logs: string[] = [];
  const redactor = createRedactor();
  const log = createLog(command.settings.logLevel, (line) => logs.push(line), redactor.redact);
  const serving = createServing(command.settings, {
    version: "0.0.0",
    keySource: command.keySource,
    maskSecret: command.maskSecret,
    pid: process.pid,
    log,
    redactor,
    worker: new URL("../../dist/document-worker.cjs", import.meta.url),
    proxyModule: new URL("../../dist/proxy.mjs", import.meta.url),
    sandboxModule: new URL("../../dist/sandbox.mjs", import.meta.url),
  });

  const factory = await serving.grant(command.settings);
  if (kind === "v2, 2026-07-28") {
    const handler = createMcpHandler(factory);
    const client = new Client(identity, { versionNegotiation: { mode: { pin: "2026-07-28" } } });
    const fetch = (url: string | URL, init?: RequestInit) => handler.fetch(new Request(url, init));
    await client.connect(new StreamableHTTPClientTransport(new URL("http://in.process/mcp"), { fetch }));
    return connection(client, logs, async () => {
      await client.close();
      await handler.close();
      await serving.close();
    });
  }
  const connected = await connectTo(factory(), kind, logs);
  return {
    ...connected,
    async [Symbol.asyncDispose]() {
      await connected[Symbol.asyncDispose]();
      await serving.close();
    },
  };
}

/** Connects a client of the 2025-11-25 protocol or of SDK v1 to a server in this process. */
export async function connectTo(
  server: McpServer,
  kind: Exclude<ClientKind, "v2, 2026-07-28"> = "v2, 2025-11-25",
  logs: string[] = [],
): Promise<Connection> {
  const [here, there] = InMemoryTransport.createLinkedPair();
  await server.connect(there);
  const client = kind === "v1" ? new ClientV1(identity) : new Client(identity);
  await client.connect(here as typeof here & TransportV1);
  return connection(client, logs, async () => {
    await client.close();
    await server.close();
  });
}

/** Connects a client to the HTTP service at `url`, with a token. */
export async function connectOverHttp(
  url: URL,
  token: string,
  kind: Exclude<ClientKind, "v1"> = "v2, 2026-07-28",
): Promise<Connection> {
  const mode = kind === "v2, 2026-07-28" ? { pin: "2026-07-28" } : ("legacy" as const);
  const client = new Client(identity, { versionNegotiation: { mode } });
  const requestInit = { headers: { authorization: `Bearer ${token}` } };
  await client.connect(new StreamableHTTPClientTransport(url, { requestInit }));
  return connection(client, [], () => client.close());
}

/** Connects a client to the built server in its own process. */
export async function spawnServer(
  environment: Record<string, string>,
  kind: ClientKind,
  flags: string[] = [],
): Promise<Connection> {
  const parameters = {
    command: process.execPath,
    args: ["dist/main.mjs", ...flags],
    env: { PATH: process.env.PATH ?? "", ...withoutFreshness, ...environment },
    stderr: "ignore" as const,
  };
  if (kind === "v1") {
    const client = new ClientV1(identity);
    await client.connect(new StdioClientTransportV1(parameters));
    return connection(client, [], () => client.close());
  }
  const client = new Client(identity, {
    versionNegotiation: { mode: kind === "v2, 2026-07-28" ? { pin: "2026-07-28" } : "legacy" },
  });
  await client.connect(new StdioClientTransport(parameters));
  return connection(client, [], () => client.close());
}

function connection(client: Client | ClientV1, logs: string[], close: () => Promise<void>): Connection {
  return {
    async callTool(name, args = {}, { meta, ...options } = {}) {
      const parameters = { name, arguments: args, ...(meta && { _meta: meta }) };
      const result =
        client instanceof Client
          ? await client.callTool(parameters, options)
          : await client.callTool(parameters, undefined, options);
      return result as CallToolResult;
    },
    readResource: async (uri) => (await client.readResource({ uri })) as { contents: ResourceContents[] },
    listTemplates: () => client.listResourceTemplates(),
    listResources: () => client.listResources(),
    async complete(of, name, value, known = {}) {
      const { completion } = await client.complete({
        ref: of.includes("://") ? { type: "ref/resource", uri: of } : { type: "ref/prompt", name: of },
        argument: { name, value },
        context: { arguments: known },
      });
      return completion.values;
    },
    listPrompts: () => client.listPrompts(),
    async getPrompt(name, args) {
      const { messages } = await client.getPrompt({ name, arguments: args });
      return messages.map(({ content }) => (content.type === "text" ? content.text : "")).join("\n");
    },
    listTools: async () => (await client.listTools()) as { tools: ListedTool[] },
    instructions: () => client.getInstructions(),
    logs,
    [Symbol.asyncDispose]: close,
  };
}

/** The joined text blocks of a result. */
export function textOf({ content }: CallToolResult): string {
  return content.map((block) => (block.type === "text" ? block.text : "")).join("\n");
}

/** The error of a result, for programs. */
export function errorOf({ _meta }: CallToolResult): Record<string, unknown> {
  return (_meta?.["codat-customers-mcp/error"] ?? {}) as Record<string, unknown>;
}

/** The facts of a file in a result, for programs. */
export function fileOf({ _meta }: CallToolResult): Record<string, unknown> {
  return (_meta?.["codat-customers-mcp/file"] ?? {}) as Record<string, unknown>;
}

/** The bytes of a file in a result, from any type of block. */
export function bytesOf({ content }: CallToolResult): Buffer {
  const block = content[1];
  if (block?.type === "image") return Buffer.from(block.data, "base64");
  if (block?.type === "resource" && "blob" in block.resource)
    return Buffer.from(block.resource.blob, "base64");
  throw new Error("This result has no file.");
}
