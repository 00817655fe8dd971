import { SettingError } from "../flags.ts";
import type { Settings } from "../index.ts";
import { narrow } from "../narrow.ts";
import type { Format } from "../table.ts";
import type { Policy } from "./policies.ts";

/** Which settings the operator has set, where a default may give way to a policy. */
interface Given {
  baseUrl: boolean;
  attachmentFormat: boolean;
}

/** Settings that allow only what every policy allows as well. Throws SettingError if one excludes a setting or another policy. */
export function applyPolicies(settings: Settings, policies: readonly Policy[], given: Given): Settings {
  let narrowed = settings;
  let isUrlGiven = given.baseUrl;
  for (const policy of policies) {
    narrowed = applyPolicy(narrowed, policy, { ...given, baseUrl: isUrlGiven });
    isUrlGiven ||= policy.rules.baseUrl !== undefined;
  }
  return narrowed;
}

function applyPolicy(settings: Settings, policy: Policy, given: Given): Settings {
  const { rules, by, path, sha256 } = policy;
  const { companies, mask, toolsets, formats, baseUrl, maxRowsPerCall, auditRequired } = rules;
  const narrowed = narrow(settings, { by, companyIds: companies, toolsets, mask });
  if (narrowed.companyIds !== "all" && narrowed.companyIds.length === 0) {
    throw conflict(by, "allows none of the companies in the other settings");
  }
  if (narrowed.toolsets.length === 0) throw conflict(by, "allows none of the toolsets in CODAT_TOOLSETS");
  if (auditRequired && settings.auditLog === "none") throw conflict(by, "requires CODAT_AUDIT_LOG");
  return {
    ...narrowed,
    ...formatsUnder(settings, policy, given, formats),
    baseUrl: baseUrlUnder(settings.baseUrl, by, given, baseUrl),
    maxRowsPerCall: Math.min(settings.maxRowsPerCall, maxRowsPerCall ?? Number.POSITIVE_INFINITY),
    policies: [...settings.policies, { path, by, sha256 }],
  };
}

// The order in which a format takes the place of the default.
const preferred: readonly Format[] = ["auto", "text", "image", "link", "base64", "file"];

function formatsUnder(
  { formats: before, attachmentFormat }: Settings,
  { by }: Policy,
  given: Given,
  allowed: readonly Format[] = before,
): Pick<Settings, "formats" | "attachmentFormat"> {
  const formats = preferred.filter((format) => before.includes(format) && allowed.includes(format));
  const [fallback] = formats;
  if (fallback === undefined) throw conflict(by, "and another policy allow no format in common");
  if (formats.includes(attachmentFormat)) return { formats, attachmentFormat };
  if (given.attachmentFormat) throw conflict(by, "does not allow the format in CODAT_ATTACHMENT_FORMAT");
  return { formats, attachmentFormat: fallback };
}

function baseUrlUnder(before: URL, by: string, given: Given, required: URL | undefined): URL {
  if (required === undefined || required.href === before.href) return before;
  if (given.baseUrl) throw conflict(by, "requires another base URL");
  return required;
}

function conflict(by: string, why: string): SettingError {
  return new SettingError(`${by.charAt(0).toUpperCase()}${by.slice(1)} ${why}.`);
}
