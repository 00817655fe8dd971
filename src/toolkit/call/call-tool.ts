import type { CallToolResult } from "@modelcontextprotocol/server";
import type { ContentBlock } from "../../attachments/delivery/context.ts";
import { inSlices } from "../../base/event-loop.ts";
import type { ToolDeps } from "../define/context.ts";
import type { ToolDefinition } from "../define/define-tool.ts";
import { readArguments, schemaOfAll } from "../input/arguments.ts";
import { fillIn } from "../input/default-ids.ts";
import type { Arguments, Parameters } from "../input/parameter.ts";
import { type Answer, resultOf } from "./answer.ts";
import { runCall } from "./call.ts";
import type { CallRequest } from "./call-request.ts";
import { failureResult } from "./failure.ts";

type ToolCaller = (given: unknown, request: CallRequest) => Promise<CallToolResult>;

/** Returns what calls a tool: checks the arguments, fills in omitted ids, runs the tool and builds its result. */
export async function toolCaller<Shape extends Parameters>(
  definition: ToolDefinition<Shape>,
  parameters: Parameters,
  deps: ToolDeps,
): Promise<ToolCaller> {
  const { name } = definition;
  const { settings, connections } = deps;
  const input = await schemaOfAll(parameters);
  return async (given, request) => {
    const outcome = await runCall({ kind: "tool", name }, request, deps, async (context) => {
      const { args: read, notices, ignored } = readArguments(name, input, given);
      if (ignored.length > 0) deps.debug("ignored_arguments", { tool: name, names: ignored.join() });
      context.notes.query = queryIn(read);
      await definition.check?.(read as Partial<Arguments<Shape>>, settings);
      const args = await fillIn(read, parameters, settings, { ...context, connections });
      const answer = await definition.run(args as Arguments<Shape>, { ...context, ...deps });
      const about = "companyId" in read ? undefined : context.notes.companyId;
      const notes = { before: [companyNote(about), ...notices], numbers: context.trace.numbersAsText };
      return inSlices(resultOf(withNotes(answer, notes), deps.redact), context.signal);
    });
    return "value" in outcome ? outcome.value : failureResult(outcome.error, deps.redact);
  };
}

// What a call searches for: a query, or the name of a company.
function queryIn(args: Record<string, unknown>): string | undefined {
  return [args.query, args.name].find((text) => typeof text === "string");
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
    ? "In Codat's response, 1 number became a string, because JSON parsers would change it."
    : `In Codat's response, ${count} numbers became strings, because JSON parsers would change them.`;
}
