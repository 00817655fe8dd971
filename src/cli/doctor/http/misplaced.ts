import { type Check, failure } from "../check.ts";
import { describe, errorIn, shown } from "./describe.ts";
import { type Answer, isSilence } from "./exchange.ts";
import { isHtml, modernMessage, replyIn } from "./messages.ts";
import type { Probe } from "./probe.ts";

/** Explains a 404 or 405: the URL has another path than the endpoint, or the proxy changes it. */
export async function misplaced(answer: Answer, probe: Probe): Promise<Check> {
  const { url } = probe;
  const said = errorIn(answer);
  const found = await findEndpoint(probe);
  if (found) {
    return failure(
      "path",
      `There is no endpoint at ${shown(url)} (${answer.status}).`,
      `Use ${shown(found)}.`,
    );
  }
  const message = `There is no endpoint at ${shown(url)}: it ${describe(answer)}.`;
  if (said && url.pathname.endsWith("/mcp")) {
    return failure(
      "path",
      message,
      "The request reaches this server with another path. Make the proxy remove its prefix (nginx: proxy_pass with a path, such as http://codat/mcp).",
    );
  }
  return failure("path", message, "The endpoint is at /mcp. Correct the URL, or let the proxy forward /mcp.");
}

/** Where else the endpoint may be. */
async function findEndpoint({ url, post }: Probe): Promise<URL | undefined> {
  const paths = ["/mcp", `${url.pathname.replace(/\/+$/, "")}/mcp`];
  for (const path of new Set(paths)) {
    if (path === url.pathname) continue;
    const candidate = new URL(path, url);
    const outcome = await post(modernMessage("server/discover"), { withToken: false, url: candidate });
    if (isSilence(outcome)) continue;
    const isMcp = outcome.status === 401 || replyIn(outcome)?.result !== undefined;
    if (isMcp && !isHtml(outcome)) return candidate;
  }
  return undefined;
}
