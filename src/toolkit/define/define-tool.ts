import type { McpServer, ServerContext, ToolCallback } from "@modelcontextprotocol/server";
import * as z from "zod";
import type { ContentBlock } from "../../attachments/delivery/context.ts";
import { inSlices } from "../../base/event-loop.ts";
import type { Settings } from "../../settings/index.ts";
import { type Answer, resultOf } from "../call/answer.ts";
import { type CallRequest, callRequest, runCall } from "../call/call.ts";
import { failureResult } from "../call/failure.ts";
import { readArguments } from "../input/arguments.ts";
import { fillIn, makeOptional } from "../input/default-ids.ts";
import type { ToolContext, ToolDeps } from "./context.ts";
import { inputJsonSchema, outputJsonSchema } from "./json-schema.ts";

type Fields = Record<string, z.ZodType>;

export interface ToolDefinition<Shape extends Fields> {
  name: string;
  title: string;
  description: string | ((settings: Settings) => string);
  input: Shape | ((settings: Settings) => Shape);
  /** The fields of its JSON. Omitted by a tool that returns its own content. */
  output?: readonly string[];
  /** Throws for arguments that do not go together, before any request. Ids may still be missing. */
  check?(args: Partial<z.infer<z.ZodObject<Shape>>>, settings: Settings): void;
  run(args: z.infer<z.ZodObject<Shape>>, context: ToolContext): Promise<Answer>;
}

/** A tool without its type parameters. */
export interface Tool {
  readonly name: string;
  /** Prepares, once, what the server of every connection registers. */
  prepare(deps: ToolDeps): (server: McpServer) => void;
}

const annotations = { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: true };

/** Defines a tool from its schema, its text and its action. Adds checks, errors, limits and annotations. */
export function defineTool<Shape extends Fields>(definition: ToolDefinition<Shape>): Tool {
  const { name, title, output } = definition;
  return {
    name,
    prepare(deps) {
      const { settings, connections } = deps;
      const { companyIds } = settings;
      const input = z.object(makeOptional(resolve(definition.input, settings), companyIds));
      const config = {
        title,
        description: resolve(definition.description, settings),
        annotations,
        inputSchema: inputJsonSchema(input),
        outputSchema: output && outputJsonSchema(output),
      };
      const call = async (given: unknown, request: CallRequest) => {
        const outcome = await runCall({ kind: "tool", name }, request, deps, async (context) => {
          const { args: read, notices, ignored } = readArguments(name, input, given);
          if (ignored.length > 0) deps.debug("ignored_arguments", { tool: name, names: ignored.join() });
          definition.check?.(read as Partial<z.infer<z.ZodObject<Shape>>>, settings);
          const args = await fillIn(read, input.shape, settings, { ...context, connections });
          const answer = await definition.run(args as z.infer<z.ZodObject<Shape>>, {
            ...context,
            ...deps,
          });
          const about = "companyId" in read ? undefined : context.notes.companyId;
          const notes = { before: [companyNote(about), ...notices], numbers: context.trace.numbersAsText };
          return inSlices(resultOf(withNotes(answer, notes), deps.redact));
        });
        return "value" in outcome ? outcome.value : failureResult(outcome.error, deps.redact);
      };
      return (server) => {
        const answer = (given: unknown, context: ServerContext) => call(given, callRequest(server, context));
        server.registerTool(name, config, answer as ToolCallback<typeof config.inputSchema>);
      };
    },
  };
}

function resolve<T>(value: T | ((settings: Settings) => T), settings: Settings): T {
  return typeof value === "function" ? (value as (settings: Settings) => T)(settings) : value;
}

interface Notes {
  before: string[];
  numbers: number | undefined;
}

function withNotes(answer: Answer, { before, numbers }: Notes): Answer {
  if ("json" in answer) {
    const summary = [...before, answer.summary, numbersNote(numbers)].filter(Boolean).join(" ");
    return { ...answer, summary };
  }
  const note = before.filter(Boolean).join(" ");
  return note ? { ...answer, content: withFirstLine(note, answer.content) } : answer;
}

// The first block of a file describes it: it is the summary.
function withFirstLine(line: string, [first, ...others]: ContentBlock[]): ContentBlock[] {
  return first?.type === "text"
    ? [{ ...first, text: `${line}\n${first.text}` }, ...others]
    : [{ type: "text", text: line }, ...(first ? [first] : []), ...others];
}

// A user who omits the company may mean another one.
function companyNote(companyId: string | undefined): string {
  return companyId ? `This server is restricted to company ${companyId}.` : "";
}

// Otherwise a reader could think that the ledger stores the number as text.
function numbersNote(count = 0): string {
  if (count === 0) return "";
  return count === 1
    ? "1 number is returned as a string, because JSON parsers would change it."
    : `${count} numbers are returned as strings, because JSON parsers would change them.`;
}
