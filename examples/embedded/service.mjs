// In your program: import { createHttpHandler } from "codat-customers-mcp/http";
import { createHttpHandler } from "../../dist/http.mjs";

/** The users of this program, by session, and the borrowers of each. A real program asks its database. */
export const users = new Map([
  ["session-of-ana", { name: "ana", companies: ["c0000000-0000-4000-8000-000000000001"] }],
  ["session-of-ben", { name: "ben", companies: ["c0000000-0000-4000-8000-000000000004"], mask: ["email"] }],
]);

/** The service on made-up data. With `apiKey` instead of `sandbox`, it reads Codat. */
export function startService() {
  return createHttpHandler({
    sandbox: true,
    toolsets: ["customers", "companies", "analysis"],
    logLevel: "warn",
    // Whatever this program knows its users by: a session, a header of a proxy, a token of its own.
    authenticate(request) {
      const [, session = ""] = /^Bearer (\S+)$/.exec(request.headers.get("authorization") ?? "") ?? [];
      if (session === "") return { status: 401, message: "Sign in first." };
      return users.get(session) ?? { status: 401, error: "invalid_token", message: "Sign in again." };
    },
  });
}
