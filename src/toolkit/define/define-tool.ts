import type { McpServer, ServerContext, ToolCallback } from "@modelcontextprotocol/server";
import * as z from "zod";
import type { TextCache } from "../../attachments/text/text-cache.ts";
import type { TtlCache } from "../../base/ttl-cache.ts";
import type { AccountingConnections } from "../../codat/connections.ts";
import type { JsonObject } from "../../codat/json.ts";
import type { CompanyIds } from "../../guard/company-restriction.ts";
import type { MaskKind } from "../../guard/mask.ts";
import { type Answer, resultOf } from "../call/answer.ts";
import { type CallContext, type CallDeps, type CallRequest, runCall } from "../call/call.ts";
import { callRequest } from "../call/call-request.ts";
import { failureResult } from "../call/failure.ts";
import { readArguments } from "../input/arguments.ts";
import { mayLeaveOut, withFound } from "../input/default-ids.ts";
import { publishedInput, publishedOutput } from "./json-schema.ts";

/** In what a download comes. */
export type Format = "base64" | "text" | "link" | "file";

/** Tools that are offered together. */
export type Toolset = "customers" | "companies";

/** The operator's settings that shape an answer. */
export interface AnswerSettings {
  companyIds: CompanyIds;
  toolsets: readonly Toolset[];
  /** What is blanked. */
  mask: readonly MaskKind[];
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
  textCache: TextCache;
  connections: AccountingConnections;
  /** Companies by id, for a while. */
  companies: TtlCache<JsonObject | undefined>;
}

/** What a tool may use besides its arguments. */
export type ToolContext = CallContext & Pick<ToolDeps, "settings" | "textCache" | "companies">;

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
      const { settings, textCache, connections, companies } = deps;
      const { companyIds } = settings;
      const input = z.object(mayLeaveOut(told(definition.input, settings), companyIds));
      const config = {
        title,
        description: told(definition.description, settings),
        annotations,
        inputSchema: publishedInput(input),
        outputSchema: output && publishedOutput(output),
      };
      const call = async (given: unknown, request: CallRequest) => {
        const outcome = await runCall({ kind: "tool", name }, request, deps, async (context) => {
          const read = readArguments(name, input, given);
          const args = await withFound(read, input.shape, companyIds, { ...context, connections });
          const answer = await definition.run(args as z.infer<z.ZodObject<Shape>>, {
            ...context,
            settings,
            textCache,
            companies,
          });
          const about = "companyId" in read ? undefined : context.notes.companyId;
          const noted = withNote(companyNote(about), answer, numbersNote(context.trace.numbersAsText));
          return resultOf(noted, deps.redact);
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

function told<T>(value: T | ((settings: AnswerSettings) => T), settings: AnswerSettings): T {
  return typeof value === "function" ? (value as (settings: AnswerSettings) => T)(settings) : value;
}

function withNote(before: string, answer: Answer, after: string): Answer {
  if (!("json" in answer)) return answer;
  const words = [before, answer.words, after].filter(Boolean).join(" ");
  return { ...answer, words };
}

// Whoever left the company out may have another one in mind.
function companyNote(companyId: string | undefined): string {
  return companyId ? `Of company ${companyId}, the only one that this server reads.` : "";
}

// Else a reader could take a number for a text that the ledger holds.
function numbersNote(count = 0): string {
  if (count === 0) return "";
  const stand = count === 1 ? "1 number stands" : `${count} numbers stand`;
  return `${stand} as text, in quotes: JSON readers would alter ${count === 1 ? "it" : "them"}.`;
}
