import { completable, type McpServer, type ServerContext } from "@modelcontextprotocol/server";
import type { Settings } from "../../settings/index.ts";
import { callRequest } from "../call/call-request.ts";
import { protocolError } from "../call/failure.ts";
import { type Completer, completing } from "../input/complete.ts";
import { makeOptional } from "../input/optional-ids.ts";
import type { Arguments, Parameter, Parameters } from "../input/parameter.ts";
import type { Registration } from "./context.ts";
import { anyText, inputJsonSchema } from "./json-schema.ts";
import { callLoader } from "./load-call.ts";

/** Every prompt is about one company. */
interface Fields extends Parameters {
  companyId: Parameter<string>;
}

export interface PromptDefinition<Shape extends Fields> {
  name: string;
  title: string;
  description: string;
  input: Shape;
  complete: Partial<Record<keyof Shape & string, Completer<string>>>;
  /** The instructions for the model. */
  write(args: Arguments<Shape>, settings: Settings): Promise<string>;
}

/** A prompt without its type parameters. */
export interface Prompt {
  readonly name: string;
  prepare(registration: Registration): (server: McpServer) => void;
}

/** Defines a prompt from its arguments and its text. Checks arguments and reports failures. Sends no request to Codat. */
export function definePrompt<Shape extends Fields>(definition: PromptDefinition<Shape>): Prompt {
  const { name, title, description } = definition;
  return {
    name,
    prepare(registration) {
      const { settings, open, redact } = registration;
      const parameters = makeOptional(definition.input, settings.companyIds);
      const load = callLoader({ kind: "prompt", name }, registration, async () => {
        const [{ promptGetter }, deps] = await Promise.all([import("../call/get-prompt.ts"), open()]);
        return promptGetter(definition, parameters, deps);
      });
      const published = inputJsonSchema(parameters);
      return (server) => {
        const shape = completersOf(Object.keys(parameters), definition, registration, server);
        const config = { title, description, argsSchema: { ...published, shape } };
        server.registerPrompt(name, config, async (given: unknown, context: ServerContext) => {
          const request = callRequest(server, context);
          const loaded = await load(request);
          if ("error" in loaded) throw protocolError(loaded.error, redact);
          return loaded.run(given, request);
        });
      };
    },
  };
}

// The SDK looks for completers in a `shape`, as in zod objects.
function completersOf<Shape extends Fields>(
  ids: readonly string[],
  { name, complete }: PromptDefinition<Shape>,
  registration: Registration,
  server: McpServer,
) {
  const shape = Object.entries<Completer<string> | undefined>(complete).flatMap(([id, completer]) =>
    completer
      ? [[id, completable(anyText(), completing(name, completer, ids, registration, server))] as const]
      : [],
  );
  return Object.fromEntries(shape);
}
