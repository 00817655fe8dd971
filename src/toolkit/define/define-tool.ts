import type { McpServer, ServerContext, ToolCallback } from "@modelcontextprotocol/server";
import type { Settings } from "../../settings/index.ts";
import type { Answer } from "../call/answer.ts";
import { callRequest } from "../call/call-request.ts";
import { failureResult } from "../call/failure.ts";
import { makeOptional } from "../input/optional-ids.ts";
import type { Arguments, Parameters } from "../input/parameter.ts";
import type { Registration, ToolContext } from "./context.ts";
import { inputJsonSchema, outputJsonSchema } from "./json-schema.ts";
import { callLoader } from "./load-call.ts";

export interface ToolDefinition<Shape extends Parameters> {
  name: string;
  title: string;
  description: string | ((settings: Settings) => string);
  input: Shape | ((settings: Settings) => Shape);
  /** The fields of its JSON. Omitted by a tool that returns its own content. */
  output?: readonly string[];
  /** Throws for arguments that do not go together, before any request. Ids may still be missing. */
  check?(args: Partial<Arguments<Shape>>, settings: Settings): Promise<void>;
  run(args: Arguments<Shape>, context: ToolContext): Promise<Answer>;
}

/** A tool without its type parameters. */
export interface Tool {
  readonly name: string;
  /** Prepares, once, what the server of every connection registers. */
  prepare(registration: Registration): (server: McpServer) => void;
}

const annotations = { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: true };

/** Defines a tool from its parameters, its text and its action. Adds checks, errors, limits and annotations. */
export function defineTool<Shape extends Parameters>(definition: ToolDefinition<Shape>): Tool {
  const { name, title, output } = definition;
  return {
    name,
    prepare(registration) {
      const { settings, open, redact } = registration;
      const parameters = makeOptional(resolve(definition.input, settings), settings.companyIds);
      const config = {
        title,
        description: resolve(definition.description, settings),
        annotations,
        inputSchema: inputJsonSchema(parameters),
        outputSchema: output && outputJsonSchema(output),
      };
      const load = callLoader({ kind: "tool", name }, registration, async () => {
        const [{ toolCaller }, deps] = await Promise.all([import("../call/call-tool.ts"), open()]);
        return toolCaller(definition, parameters, deps);
      });
      return (server) => {
        const answer = async (given: unknown, context: ServerContext) => {
          const request = callRequest(server, context);
          const loaded = await load(request);
          return "error" in loaded ? failureResult(loaded.error, redact) : loaded.run(given, request);
        };
        server.registerTool(name, config, answer as ToolCallback<typeof config.inputSchema>);
      };
    },
  };
}

function resolve<T>(value: T | ((settings: Settings) => T), settings: Settings): T {
  return typeof value === "function" ? (value as (settings: Settings) => T)(settings) : value;
}
