import type { McpServer, ServerContext, ToolCallback } from "@modelcontextprotocol/server";
import * as z from "zod";
import type { Codat } from "../codat/client.ts";
import type { Answer } from "./answer.ts";
import { answerCall, type CallDeps } from "./answer-call.ts";
import { readArguments } from "./arguments.ts";
import { type Output, type Published, publishedInput, publishedOutput } from "./published.ts";

/** What bounds an answer. */
export interface Limits {
  /** JSON text of one page of customers; 0 for none. */
  resultLimitChars: number;
  attachmentInlineLimitBytes: number;
}

/** What a tool may use besides its arguments. */
export interface ToolContext {
  /** Codat, bound to this call's deadline, retries and cancellation. */
  codat: Codat;
  limits: Limits;
}

/** What all tools of a server share. */
export interface ToolDeps extends CallDeps {
  limits: Limits;
}

export interface ToolDefinition<Shape extends Record<string, z.ZodType>> {
  name: string;
  title: string;
  description: string;
  input: Shape;
  /** Left out by a tool that answers with content of its own. */
  output?: Output;
  run(args: z.infer<z.ZodObject<Shape>>, context: ToolContext): Promise<Answer>;
}

/** A tool, its types closed over. */
export interface Tool {
  readonly name: string;
  register(server: McpServer, deps: ToolDeps): void;
}

const annotations = { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: true };

/** A tool from its schema, its words and what it does; checks, errors, limits and hints are the same for all. */
export function defineTool<Shape extends Record<string, z.ZodType>>(definition: ToolDefinition<Shape>): Tool {
  const { name, title, description, output } = definition;
  const input = z.object(definition.input);
  // Built when first registered, once: a server is built for every connection.
  let schemas: { inputSchema: Published; outputSchema?: Published } | undefined;
  return {
    name,
    register(server, deps) {
      schemas ??= { inputSchema: publishedInput(input), outputSchema: output && publishedOutput(output) };
      const call = (given: unknown, { mcpReq }: ServerContext) =>
        answerCall({ tool: name, signal: mcpReq.signal, meta: mcpReq._meta }, deps, async (codat) =>
          definition.run(readArguments(name, input, given), { codat, limits: deps.limits }),
        );
      server.registerTool(
        name,
        { title, description, annotations, ...schemas },
        call as ToolCallback<Published>,
      );
    },
  };
}
