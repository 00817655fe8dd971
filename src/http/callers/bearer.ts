import { readAuthorization } from "./authorization.ts";
import { type Authenticate, type Caller, isRefusal, type Refusal } from "./caller.ts";

/** Finds the caller of a token. Undefined for an unknown token. */
export type FindCaller = (token: string) => Promise<Caller | Refusal | undefined>;

/** Authenticates by the token in the Authorization header. */
export function authenticateByBearer(find: FindCaller): Authenticate {
  return async ({ headers }) => {
    const authorization = readAuthorization(headers);
    if (authorization === "none") return noToken;
    if (authorization === "several") return severalHeaders;
    if (authorization === "malformed") return (await unavailable(find)) ?? malformed;
    return (await find(authorization.token)) ?? unknownToken;
  };
}

// While tokens cannot be checked, a 401 would make the client discard a token that may be good.
async function unavailable(find: FindCaller): Promise<Refusal | undefined> {
  const found = await find("");
  return found && isRefusal(found) && found.status === 503 ? found : undefined;
}

const noToken: Refusal = {
  status: 401,
  message: "This server needs a token. Send it in the header Authorization: Bearer TOKEN.",
};
const severalHeaders: Refusal = {
  status: 400,
  message: "The request has more than one Authorization header. Send one.",
};
const malformed: Refusal = {
  status: 401,
  error: "invalid_token",
  message: "The Authorization header is not “Bearer” and one token. Send Authorization: Bearer TOKEN.",
};
const unknownToken: Refusal = {
  status: 401,
  error: "invalid_token",
  message: "This server does not know the token. Ask its operator for a new one.",
};
