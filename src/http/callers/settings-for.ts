import { limitAgainst, limitNames } from "../../guard/company-restriction.ts";
import type { Settings } from "../../settings/index.ts";
import { narrow, narrowedBy } from "../../settings/narrow.ts";
import { type Caller, isRefusal, type Refusal } from "./caller.ts";
import { readUrl } from "./url-narrowing.ts";

/** The settings for a request: the process's own, narrowed by what its caller may read, then by its URL. */
export function settingsFor(settings: Settings, caller: Caller, url: URL): Settings | Refusal {
  const { companies, toolsets, mask } = caller;
  const granted = narrow(settings, { by: narrowedBy.token, companyIds: companies, toolsets, mask });
  if (granted.companyIds.length === 0) {
    return forbidden(`No company is in both ${limitNames(granted)}. The operator must change one of them.`);
  }
  if (granted.toolsets.length === 0) {
    return forbidden(
      "No toolset is in both CODAT_TOOLSETS and the caller's token. The operator must change one of them.",
    );
  }
  const asked = readUrl(url);
  if (isRefusal(asked)) return asked;
  return outsideOf(granted, caller, asked) ?? narrow(granted, { by: narrowedBy.url, ...asked });
}

type Asked = Exclude<ReturnType<typeof readUrl>, Refusal>;

/** The refusal of a URL that asks for more than its caller may use. */
function outsideOf(
  granted: Settings,
  { refuseToolset }: Caller,
  { companyIds = [], toolsets = [] }: Asked,
): Refusal | undefined {
  for (const companyId of companyIds) {
    const limit = limitAgainst(granted.companyLimits, companyId);
    if (limit) return forbidden(`The URL asks for company ${companyId}, which ${limit.by} does not list.`);
  }
  const toolset = toolsets.find((name) => !granted.toolsets.includes(name));
  if (toolset === undefined) return undefined;
  const isHidden = granted.hiddenToolsets.includes(toolset);
  if (isHidden && refuseToolset) return refuseToolset(toolset);
  const by = isHidden ? narrowedBy.token : "CODAT_TOOLSETS";
  return forbidden(`The URL asks for the toolset ${toolset}, which ${by} does not list.`);
}

function forbidden(message: string): Refusal {
  return { status: 403, message };
}
