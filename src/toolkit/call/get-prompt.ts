import type { GetPromptResult } from "@modelcontextprotocol/server";
import { onlyCompany } from "../../guard/only-company.ts";
import type { Settings } from "../../settings/index.ts";
import type { ToolDeps } from "../define/context.ts";
import { readArguments, schemaOfAll } from "../input/arguments.ts";
import { admitIds } from "../input/ids.ts";
import type { Arguments, Parameters } from "../input/parameter.ts";
import { runCall } from "./call.ts";
import type { CallRequest } from "./call-request.ts";
import { protocolError } from "./failure.ts";

interface Definition<Shape extends Parameters> {
  name: string;
  description: string;
  write(args: Arguments<Shape>, settings: Settings): Promise<string>;
}

type PromptGetter = (given: unknown, request: CallRequest) => Promise<GetPromptResult>;

/** Returns what gets a prompt: checks the arguments and writes the text. */
export async function promptGetter<Shape extends Parameters>(
  { name, description, write }: Definition<Shape>,
  parameters: Parameters,
  deps: ToolDeps,
): Promise<PromptGetter> {
  const { settings, redact } = deps;
  const input = await schemaOfAll(parameters);
  return async (given, request) => {
    const outcome = await runCall({ kind: "prompt", name }, request, deps, async ({ notes }) => {
      const { args: read, notices } = readArguments(name, input, given);
      const companyId = String(read.companyId ?? onlyCompany(settings.companyIds));
      admitIds(notes, { ...read, companyId }, settings);
      const args: Record<string, unknown> = { ...read, companyId };
      return [...notices, await write(args as Arguments<Shape>, settings)].join("\n\n");
    });
    if ("error" in outcome) throw protocolError(outcome.error, redact);
    const text = redact(outcome.value);
    return { description, messages: [{ role: "user" as const, content: { type: "text" as const, text } }] };
  };
}
