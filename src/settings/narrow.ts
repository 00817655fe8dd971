import type { CompanyIds, MaskKind, Settings, Toolset } from "./index.ts";

/** What one caller, URL or policy may use of the settings. What is omitted stays as it is. */
export interface Narrowing {
  /** What narrows, to begin or end a sentence: `the caller's token`. */
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
  const limit = companyIds === "all" ? [] : [{ by, companyIds }];
  return {
    ...settings,
    companyIds: both(settings.companyIds, companyIds),
    companyLimits: [...settings.companyLimits, ...limit],
    toolsets: toolsets ? settings.toolsets.filter((name) => toolsets.includes(name)) : settings.toolsets,
    mask: [...new Set([...settings.mask, ...mask])],
  };
}

function both(allowed: CompanyIds, wanted: CompanyIds): CompanyIds {
  if (wanted === "all") return allowed;
  if (allowed === "all") return wanted;
  const ids = allowed.map((id) => id.toLowerCase());
  return wanted.filter((id) => ids.includes(id.toLowerCase()));
}
