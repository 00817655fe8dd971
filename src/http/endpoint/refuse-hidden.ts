import { toolsetOf } from "../../server.ts";
import type { Settings } from "../../settings/index.ts";
import type { Caller, Refusal } from "../callers/caller.ts";

/** Why a call of a tool that this caller does not see is refused: with another scope, it could be seen. */
export function refuseHidden(
  message: unknown,
  { toolsets }: Pick<Settings, "toolsets">,
  { toolsets: seen, refuseToolset }: Caller,
): Refusal | undefined {
  const toolset = toolsetOf(toolIn(message));
  if (!refuseToolset || !toolset || !toolsets.includes(toolset) || seen?.includes(toolset)) return undefined;
  return refuseToolset(toolset);
}

function toolIn(message: unknown): string {
  const { method, params } = asRecord(message);
  return method === "tools/call" ? String(asRecord(params).name) : "";
}

function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? { ...value } : {};
}
