import { isObject, type JsonObject } from "../../codat/json-object.ts";
import { toolsetOf } from "../../server.ts";
import type { Settings } from "../../settings/index.ts";
import type { Caller, Refusal } from "../callers/caller.ts";

/** Why a request for a tool, resource or prompt is refused that the token hides from its caller: another token would show it. */
export function refuseHidden(
  message: unknown,
  { hiddenToolsets }: Pick<Settings, "hiddenToolsets">,
  { refuseToolset }: Caller,
): Refusal | undefined {
  const toolset = refuseToolset && toolsetOf(askedIn(message));
  return toolset && hiddenToolsets.includes(toolset) ? refuseToolset(toolset) : undefined;
}

function askedIn(message: unknown): Parameters<typeof toolsetOf>[0] {
  const { method, params } = fieldsOf(message);
  const { name, uri, ref } = fieldsOf(params);
  switch (method) {
    case "tools/call":
      return { tool: name };
    case "prompts/get":
      return { prompt: name };
    case "resources/read":
      return { uri };
    case "completion/complete":
      return { prompt: fieldsOf(ref).name, uri: fieldsOf(ref).uri };
    default:
      return {};
  }
}

function fieldsOf(value: unknown): JsonObject {
  return isObject(value) ? value : {};
}
