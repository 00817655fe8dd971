import type { McpServer } from "@modelcontextprotocol/server";
import { onlyCompany } from "../../guard/company-restriction.ts";
import { runCall } from "../call/call.ts";
import type { ToolContext, ToolDeps } from "../define/context.ts";
import { admitIds, namedIdProblem } from "./ids.ts";

/** What may be meant: ids that begin with what is typed, or whose names hold it; `known` are the other arguments, as far as chosen. */
export type Completer<Id extends string> = (
  typed: string,
  known: Partial<Record<Id, string>>,
  context: ToolContext,
) => Promise<string[]>;

/** What the SDK calls to complete an argument. */
export type Completion = (
  typed: string,
  context?: { arguments?: Record<string, string> },
) => Promise<string[]>;

const mostCompletions = 100;
const longestTyped = 200;

/** Completes an argument of what is called `name`; one that cannot be had is none: nobody waits for a reason. */
export function completing<Id extends string>(
  name: string,
  completer: Completer<Id>,
  ids: readonly Id[],
  deps: ToolDeps,
  server: McpServer,
): Completion {
  return async (typed = "", context) => {
    const only = onlyCompany(deps.settings.companyIds);
    const known = knownIds(context?.arguments ?? {}, ids, only);
    if (!known || typed.length > longestTyped) return [];
    const signal = new AbortController().signal;
    const request = { signal, notify: async () => {}, client: server.server.getClientVersion() };
    const outcome = await runCall({ kind: "completion", name }, request, deps, (call) => {
      admitIds(call.notes, known, deps.settings.companyIds);
      return completer(typed, known, { ...call, ...deps });
    });
    return "value" in outcome ? outcome.value.slice(0, mostCompletions).map((id) => deps.redact(id)) : [];
  };
}

// A bad id asks for nothing, here as everywhere.
function knownIds<Id extends string>(
  given: Record<string, string>,
  ids: readonly Id[],
  onlyCompanyId: string | undefined,
): Partial<Record<Id, string>> | undefined {
  const known = ids
    .map((id) => [id, given[id] || (id === "companyId" ? onlyCompanyId : undefined)] as const)
    .filter(([, value]) => value !== undefined);
  if (known.some(([id, value]) => namedIdProblem(id, value ?? "", ids))) return undefined;
  return Object.fromEntries(known) as Partial<Record<Id, string>>;
}
