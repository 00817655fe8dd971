import type { CompanyIds, MaskKind, Settings, Toolset } from "./index.ts";

/** What narrows the settings, to begin or end a sentence. */
export const narrowedBy = { token: "the caller's token", url: "the URL of this server" } as const;

/** What one caller or URL may use of the settings. What is omitted stays as it is. */
export interface Narrowing {
  by: (typeof narrowedBy)[keyof typeof narrowedBy];
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
  const limit = companyIds === "all" ? [] : [{ by, companyIds }];
  const added = mask.filter((kind) => !settings.mask.includes(kind));
  return {
    ...settings,
    companyIds: both(settings.companyIds, companyIds),
    companyLimits: [...settings.companyLimits, ...limit],
    toolsets: toolsets ? settings.toolsets.filter((name) => toolsets.includes(name)) : settings.toolsets,
    mask: [...settings.mask, ...added],
    maskedBy: { ...settings.maskedBy, ...Object.fromEntries(added.map((kind) => [kind, by])) },
  };
}

// In the order of the wider list: the order in which a caller lists companies makes no other grant.
function both(allowed: CompanyIds, wanted: CompanyIds): CompanyIds {
  if (wanted === "all") return allowed;
  if (allowed === "all") return wanted;
  const ids = wanted.map((id) => id.toLowerCase());
  return allowed.filter((id) => ids.includes(id.toLowerCase()));
}
