import type { CompanyIds, MaskKind, Settings, Toolset } from "./index.ts";

/** What narrows the settings of a request. */
export const narrowedBy = { token: "the caller's token", url: "the URL of this server" } as const;

/** What one caller, URL or policy may use of the settings. What is omitted stays as it is. */
export interface Narrowing {
  /** What narrows, to begin or end a sentence. */
  by: string;
  companyIds?: CompanyIds | undefined;
  toolsets?: readonly Toolset[] | undefined;
  /** Masked in addition. */
  mask?: readonly MaskKind[] | undefined;
}

/** Settings that allow only what both allow. */
export function narrow(
  settings: Settings,
  { by, companyIds = "all", toolsets, mask = [] }: Narrowing,
): Settings {
  const wanted = companyIds === "all" ? "all" : inOrder(companyIds);
  const limit = wanted === "all" ? [] : [{ by, companyIds: wanted }];
  const hidden = toolsets ? settings.toolsets.filter((name) => !toolsets.includes(name)) : [];
  const added = mask.filter((kind) => !settings.mask.includes(kind));
  return {
    ...settings,
    companyIds: both(settings.companyIds, wanted),
    companyLimits: [...settings.companyLimits, ...limit],
    toolsets: settings.toolsets.filter((name) => !hidden.includes(name)),
    hiddenToolsets: [...settings.hiddenToolsets, ...hidden],
    mask: [...settings.mask, ...added],
    maskedBy: { ...settings.maskedBy, ...Object.fromEntries(added.map((kind) => [kind, by])) },
  };
}

function both(allowed: CompanyIds, wanted: CompanyIds): CompanyIds {
  if (wanted === "all") return allowed;
  if (allowed === "all") return wanted;
  return allowed.filter((id) => wanted.includes(id.toLowerCase()));
}

// The same companies in another order are the same grant.
function inOrder(companyIds: readonly string[]): readonly string[] {
  return [...new Set(companyIds.map((id) => id.toLowerCase()))].sort();
}
