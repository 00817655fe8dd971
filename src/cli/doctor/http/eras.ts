import { quotable } from "../../../base/visible-text.ts";
import { isObject } from "../../../codat/json-object.ts";
import { type Check, failure, ok } from "../check.ts";
import { describe } from "./describe.ts";
import { isSilence } from "./exchange.ts";
import { initializeMessage, legacyMessage, modernMessage, replyIn } from "./messages.ts";
import type { Probe } from "./probe.ts";

/** Whether clients of protocol 2026-07-28 are served. */
export async function discoverCheck({ post }: Probe): Promise<Check> {
  const outcome = await post(modernMessage("server/discover"));
  const result = isSilence(outcome) ? undefined : replyIn(outcome)?.result;
  if (!Array.isArray(result?.supportedVersions)) return broken("discover", "server/discover", outcome);
  const versions = result.supportedVersions.filter((version) => typeof version === "string");
  return ok("discover", `server/discover works (protocol ${quotable(versions.join(", "), 60)}).`);
}

/** Whether clients of the protocols up to 2025-11-25 are served, and the names of the tools if so. */
export async function handshakeCheck({ post }: Probe): Promise<{ check: Check; tools?: string[] }> {
  const opened = await post(initializeMessage());
  const result = isSilence(opened) ? undefined : replyIn(opened)?.result;
  if (isSilence(opened) || typeof result?.protocolVersion !== "string") {
    return { check: broken("initialize", "initialize", opened) };
  }
  const session = opened.headers["mcp-session-id"];
  const version = quotable(result.protocolVersion, 20);
  const listed = await post(
    legacyMessage("tools/list", version, typeof session === "string" ? session : undefined),
  );
  const tools = isSilence(listed) ? undefined : replyIn(listed)?.result?.tools;
  if (!Array.isArray(tools)) return { check: broken("initialize", "tools/list", listed) };
  const names = tools.flatMap((tool) =>
    isObject(tool) && typeof tool.name === "string" ? [quotable(tool.name, 60)] : [],
  );
  const message = `initialize and tools/list work (protocol ${version}): ${names.length} tools.`;
  return { check: ok("initialize", message), tools: names };
}

function broken(name: string, what: string, outcome: Parameters<typeof describe>[0]): Check {
  const isUnavailable = !isSilence(outcome) && outcome.status === 429;
  return failure(
    name,
    `${what} ${describe(outcome)}.`,
    isUnavailable
      ? "Wait a minute and run doctor again, or raise the limits of the caller or of the proxy."
      : "Check that the proxy forwards POST requests with their headers and body, and read the log of the server.",
  );
}
