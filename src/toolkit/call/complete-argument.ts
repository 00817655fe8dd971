import type { McpServer } from "@modelcontextprotocol/server";
import { onlyCompany } from "../../guard/only-company.ts";
import type { ToolDeps } from "../define/context.ts";
import type { Completer, Completion } from "../input/complete.ts";
import { admitIds, namedIdProblem } from "../input/ids.ts";
import { runCall } from "./call.ts";

const mostCompletions = 100;
const longestTyped = 200;

/** Returns what completes an argument of the tool, resource or prompt `name`. */
export function argumentCompleter<Id extends string>(
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
      admitIds(call.notes, known, deps.settings);
      return completer(typed, known, { ...call, ...deps });
    });
    if (!("value" in outcome)) return [];
    const most = Math.min(mostCompletions, deps.settings.maxRowsPerCall);
    return outcome.value.slice(0, most).map((id) => deps.redact(id));
  };
}

// An invalid id must not lead to a request.
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
