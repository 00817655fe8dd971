import { completable, type McpServer, type ServerContext } from "@modelcontextprotocol/server";
import * as z from "zod";
import { onlyCompany } from "../../guard/company-restriction.ts";
import type { Settings } from "../../settings/index.ts";
import { type CallRequest, callRequest, runCall } from "../call/call.ts";
import { protocolError } from "../call/failure.ts";
import { readArguments } from "../input/arguments.ts";
import { type Completer, completing } from "../input/complete.ts";
import { makeOptional } from "../input/default-ids.ts";
import { admitIds } from "../input/ids.ts";
import type { ToolDeps } from "./context.ts";
import { inputJsonSchema } from "./json-schema.ts";

/** Every prompt is about one company. */
interface Fields extends Record<string, z.ZodType> {
  companyId: z.ZodType<string>;
}

type Args<Shape extends Fields> = z.infer<z.ZodObject<Shape>>;

export interface PromptDefinition<Shape extends Fields> {
  name: string;
  title: string;
  description: string;
  input: Shape;
  complete: Partial<Record<keyof Shape & string, Completer<string>>>;
  /** The instructions for the model. */
  write(args: Args<Shape>, settings: Settings): string;
}

/** A prompt without its type parameters. */
export interface Prompt {
  readonly name: string;
  prepare(deps: ToolDeps): (server: McpServer) => void;
}

/** Defines a prompt from its arguments and its text. Checks arguments and reports failures. Sends no request to Codat. */
export function definePrompt<Shape extends Fields>(definition: PromptDefinition<Shape>): Prompt {
  const { name, title, description } = definition;
  return {
    name,
    prepare(deps) {
      const { settings, redact } = deps;
      const { companyIds } = settings;
      const input = z.object(makeOptional(definition.input, companyIds));
      const get = async (given: unknown, request: CallRequest) => {
        const outcome = await runCall({ kind: "prompt", name }, request, deps, async ({ notes }) => {
          const { args: read, notices } = readArguments(name, input, given);
          const companyId = String(read.companyId ?? onlyCompany(companyIds));
          admitIds(notes, { ...read, companyId }, settings);
          const args: Record<string, unknown> = { ...read, companyId };
          return [...notices, definition.write(args as Args<Shape>, settings)].join("\n\n");
        });
        if ("error" in outcome) throw protocolError(outcome.error, redact);
        const text = redact(outcome.value);
        return {
          description,
          messages: [{ role: "user" as const, content: { type: "text" as const, text } }],
        };
      };
      const published = inputJsonSchema(input);
      return (server) => {
        const shape = completersOf(Object.keys(input.shape), definition, deps, server);
        const config = { title, description, argsSchema: { ...published, shape } };
        server.registerPrompt(name, config, (given: unknown, context: ServerContext) =>
          get(given, callRequest(server, context)),
        );
      };
    },
  };
}

// The SDK looks for completers in a `shape`, as in zod objects.
function completersOf<Shape extends Fields>(
  ids: readonly string[],
  { name, complete }: PromptDefinition<Shape>,
  deps: ToolDeps,
  server: McpServer,
) {
  const shape = Object.entries<Completer<string> | undefined>(complete).flatMap(([id, completer]) =>
    completer ? [[id, completable(z.string(), completing(name, completer, ids, deps, server))] as const] : [],
  );
  return Object.fromEntries(shape);
}
