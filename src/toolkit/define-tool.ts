import type { McpServer, ServerContext, ToolCallback } from "@modelcontextprotocol/server";
import * as z from "zod";
import type { Texts } from "../attachments/texts.ts";
import { type Answer, resultOf } from "./answer.ts";
import { readArguments } from "./arguments.ts";
import { type CallContext, type CallDeps, runCall } from "./call.ts";
import { failureResult } from "./failure.ts";
import { publishedInput, publishedOutput } from "./published.ts";

/** In what a download comes. */
export type Format = "base64" | "text" | "link" | "file";

/** The operator's settings that shape an answer. */
export interface AnswerSettings {
  /** JSON text of one page of customers, or a part of a text; 0 for none but the message's. */
  resultLimitChars: number;
  attachmentFormat: Format;
  attachmentInlineLimitBytes: number;
  attachmentMaxBytes: number;
  downloadDir: string | undefined;
}

/** What all tools and resources of a server share. */
export interface ToolDeps extends CallDeps {
  settings: AnswerSettings;
  texts: Texts;
}

/** What a tool may use besides its arguments. */
export interface ToolContext extends CallContext {
  settings: AnswerSettings;
  texts: Texts;
}

type Fields = Record<string, z.ZodType>;

export interface ToolDefinition<Shape extends Fields> {
  name: string;
  title: string;
  description: string | ((settings: AnswerSettings) => string);
  input: Shape | ((settings: AnswerSettings) => Shape);
  /** The fields of its JSON; left out by a tool that answers with content of its own. */
  output?: readonly string[];
  run(args: z.infer<z.ZodObject<Shape>>, context: ToolContext): Promise<Answer>;
}

/** A tool, its types closed over. */
export interface Tool {
  readonly name: string;
  /** Makes ready, once, what every connection's server registers. */
  prepare(deps: ToolDeps): (server: McpServer) => void;
}

const annotations = { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: true };

/** A tool from its schema, its words and what it does; checks, errors, limits and hints are the same for all. */
export function defineTool<Shape extends Fields>(definition: ToolDefinition<Shape>): Tool {
  const { name, title, output } = definition;
  return {
    name,
    prepare(deps) {
      const { settings, texts } = deps;
      const input = z.object(told(definition.input, settings));
      const config = {
        title,
        description: told(definition.description, settings),
        annotations,
        inputSchema: publishedInput(input),
        outputSchema: output && publishedOutput(output),
      };
      const call = async (given: unknown, { mcpReq }: ServerContext) => {
        const outcome = await runCall({ kind: "tool", name }, mcpReq, deps, async (context) => {
          const args = readArguments(name, input, given);
          const answer = await definition.run(args, { ...context, settings, texts });
          return resultOf(withNumbersNoted(answer, context.trace.numbersAsText), deps.redact);
        });
        return "value" in outcome ? outcome.value : failureResult(outcome.error, deps.redact);
      };
      return (server) => {
        server.registerTool(name, config, call as ToolCallback<typeof config.inputSchema>);
      };
    },
  };
}

function told<T>(value: T | ((settings: AnswerSettings) => T), settings: AnswerSettings): T {
  return typeof value === "function" ? (value as (settings: AnswerSettings) => T)(settings) : value;
}

// Else a reader could take a number for a text that the ledger holds.
function withNumbersNoted(answer: Answer, count = 0): Answer {
  if (!("json" in answer) || count === 0) return answer;
  const note = `${count === 1 ? "1 number stands" : `${count} numbers stand`} as text, in quotes: JSON readers would alter ${count === 1 ? "it" : "them"}.`;
  return { ...answer, words: answer.words ? `${answer.words} ${note}` : note };
}
