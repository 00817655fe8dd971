import type { McpServer } from "@modelcontextprotocol/server";
import { whenCalled } from "../../base/when-called.ts";
import type { Registration, ToolContext } from "../define/context.ts";

/** Suggests ids that start with the typed text, or whose names contain it. `known` has the arguments chosen so far. */
export type Completer<Id extends string> = (
  typed: string,
  known: Partial<Record<Id, string>>,
  context: ToolContext,
) => Promise<string[]>;

/** The SDK calls this to complete an argument. */
export type Completion = (
  typed: string,
  context?: { arguments?: Record<string, string> },
) => Promise<string[]>;

/** Completes an argument of the tool, resource or prompt `name`. Returns no suggestions if the call fails, because clients do not show errors here. */
export function completing<Id extends string>(
  name: string,
  completer: Completer<Id>,
  ids: readonly Id[],
  { open }: Registration,
  server: McpServer,
): Completion {
  const completion = whenCalled(async () => {
    const [{ argumentCompleter }, deps] = await Promise.all([import("../call/complete-argument.ts"), open()]);
    return argumentCompleter(name, completer, ids, deps, server);
  });
  return async (typed, context) => (await completion())(typed, context);
}
