import { isLoopback } from "../../base/loopback.ts";
import type { Settings } from "../../settings/index.ts";
import { listensOnLoopback } from "../listens-on-loopback.ts";
import { refuse } from "./respond.ts";

/** The origin of the web page that sends a request: none, an allowed one, or one that is refused. */
export type Sender = { origin?: string } | { refusal: Response };

/**
 * Judges the Origin header. On loopback, pages of any local port may call if callers need a token: a page without one
 * gets nothing.
 */
export function createOriginCheck(
  { httpAllowedOrigins = [], httpHost }: Pick<Settings, "httpAllowedOrigins" | "httpHost">,
  { needsToken }: { needsToken: boolean },
): (request: Request) => Sender {
  const allowsLocal = needsToken && listensOnLoopback(httpHost);
  const isAllowed = (origin: string) =>
    httpAllowedOrigins.includes(origin) ||
    (allowsLocal && URL.canParse(origin) && new URL(origin).origin === origin && isLoopback(new URL(origin)));
  return (request) => {
    const origin = request.headers.get("origin");
    if (origin === null) return {};
    // Sandboxed frames and local files send "null". Many pages share it, so it is never allowed.
    if (origin !== "null" && isAllowed(origin)) return { origin };
    return {
      refusal: refuse(403, origin === "null" ? nullOrigin : otherOrigin, { reason: "origin" }),
    };
  };
}

const nullOrigin =
  "The Origin null is not allowed, because many pages share it. Open the page from a web server, and add its origin to CODAT_HTTP_ALLOWED_ORIGINS.";
const otherOrigin = "This Origin is not allowed. Add it to CODAT_HTTP_ALLOWED_ORIGINS.";
