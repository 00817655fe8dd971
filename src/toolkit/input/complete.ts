import type { McpServer } from "@modelcontextprotocol/server";
import { completionRequest } from "../call/call-request.ts";
import type { Registration, ToolContext } from "../define/context.ts";
import { callLoader } from "../define/load-call.ts";

/** Suggests ids that start with the typed text, or whose names contain it. `known` has the arguments chosen so far. */
export type Completer<Id extends string> = (
  typed: string,
  known: Partial<Record<Id, string>>,
  context: ToolContext,
) => Promise<string[]>;

/** What a client has typed so far: the argument, and the arguments chosen before it. */
export interface Typing {
  typed: string;
  known: Record<string, string>;
}

/** The SDK calls this to complete an argument. */
type Completion = (typed?: string, context?: { arguments?: Record<string, string> }) => Promise<string[]>;

/** Completes an argument of the tool, resource or prompt `name`. Returns no suggestions if the call fails, because clients do not show errors here. */
export function completing<Id extends string>(
  name: string,
  completer: Completer<Id>,
  ids: readonly Id[],
  registration: Registration,
  server: McpServer,
): Completion {
  const load = callLoader({ kind: "completion", name }, registration, async () => {
    const [{ argumentCompleter }, deps] = await Promise.all([
      import("../call/complete-argument.ts"),
      registration.open(),
    ]);
    return argumentCompleter(name, completer, ids, deps);
  });
  return async (typed = "", context) => {
    const request = completionRequest(server);
    const loaded = await load(request);
    return "error" in loaded ? [] : loaded.run({ typed, known: context?.arguments ?? {} }, request);
  };
}
