import { advice } from "../base/advice.ts";
import { ToolError } from "../base/tool-error.ts";
import type { Format, Settings } from "../settings/index.ts";

const defaultPageSize = 100;

/** The size of the page to request. Throws `not_allowed` for one that a policy does not allow. */
export function permittedPageSize({ maxRowsPerCall, policies }: Settings, asked: number | undefined): number {
  if (asked === undefined) return Math.min(defaultPageSize, maxRowsPerCall);
  if (asked <= maxRowsPerCall) return asked;
  throw new ToolError(
    "not_allowed",
    `pageSize must be at most ${maxRowsPerCall}: ${byPolicy(policies)} allows no more rows per call.`,
    { advice: `Call again with pageSize ${maxRowsPerCall} or less. No request was sent to Codat.` },
  );
}

/** Throws `not_allowed` unless a policy allows one of these download formats. */
export function permitFormat({ formats, policies }: Settings, wanted: readonly Format[]): void {
  if (wanted.some((format) => formats.includes(format))) return;
  const by = byPolicy(policies);
  throw new ToolError(
    "not_allowed",
    `This server is not allowed to return this file in this form: ${by} allows only the format${formats.length === 1 ? "" : "s"} ${formats.join(", ")}.`,
    { advice: advice.onlyOperatorChanges(by) },
  );
}

function byPolicy(policies: Settings["policies"]): string {
  return policies.map(({ by }) => by).join(" and ") || "the policy";
}
