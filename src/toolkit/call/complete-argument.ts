import { onlyCompany } from "../../guard/only-company.ts";
import type { ToolDeps } from "../define/context.ts";
import type { Completer, Typing } from "../input/complete.ts";
import { admitIds, namedIdProblem } from "../input/ids.ts";
import { runCall } from "./call.ts";
import type { CallRequest } from "./call-request.ts";

const mostCompletions = 100;
const longestTyped = 200;

type ArgumentCompleter = (typing: Typing, request: CallRequest) => Promise<string[]>;

/** Returns what completes an argument of the tool, resource or prompt `name`. */
export function argumentCompleter<Id extends string>(
  name: string,
  completer: Completer<Id>,
  ids: readonly Id[],
  deps: ToolDeps,
): ArgumentCompleter {
  return async ({ typed, known: given }, request) => {
    const known = knownIds(given, ids, onlyCompany(deps.settings.companyIds));
    if (!known || typed.length > longestTyped) return [];
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
