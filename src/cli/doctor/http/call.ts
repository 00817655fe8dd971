import { fixByKind } from "../../../base/advice.ts";
import { isObject } from "../../../codat/json-object.ts";
import { type Check, failure, ok, warning } from "../check.ts";
import { describe } from "./describe.ts";
import { isSilence } from "./exchange.ts";
import { modernMessage, replyIn } from "./messages.ts";
import type { Probe } from "./probe.ts";

const tool = "list_customers";

/** Calls a tool as a host does. It asks Codat for one customer if the token has only one company, and prints none of it. */
export async function callCheck({ post }: Probe, tools: readonly string[] | undefined): Promise<Check> {
  if (tools && !tools.includes(tool))
    return ok("call", `${tool} is not among the tools, so no tool was called.`);
  const outcome = await post(
    modernMessage("tools/call", { params: { name: tool, arguments: { pageSize: 1 } } }),
  );
  const result = isSilence(outcome) ? undefined : replyIn(outcome)?.result;
  if (!result) {
    return failure(
      "call",
      `A call of ${tool} ${describe(outcome)}.`,
      "Check the time limits of the proxy (nginx: proxy_read_timeout 75s), and read the log of the server.",
    );
  }
  if (result.isError !== true) return ok("call", `A call of ${tool} worked.`);
  const kind = kindOf(result);
  if (kind === "arguments") {
    return ok("call", `A call of ${tool} works: the server asks for a company, because it has several.`);
  }
  const report = passing.includes(kind) ? warning : failure;
  const fixes: Record<string, string | undefined> = fixByKind;
  const fix = fixes[kind];
  return report(
    "call",
    `The server answers, but a call of ${tool} ended with an error of the kind ${kind}.`,
    fix
      ? `On the server: ${fix}.`
      : "Run doctor on the server: it checks the key and the connection to Codat.",
  );
}

// These say something about the data or the moment, not about the deployment.
const passing = ["not_found", "not_ready", "throttled", "withheld", "not_allowed", "upstream"];

function kindOf({ _meta }: Record<string, unknown>): string {
  const details = isObject(_meta) ? _meta["codat-customers-mcp/error"] : undefined;
  const kind = isObject(details) ? details.kind : undefined;
  return typeof kind === "string" && /^[a-z_]{1,30}$/.test(kind) ? kind : "unknown";
}
