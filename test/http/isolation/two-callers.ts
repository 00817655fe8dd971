import { type HttpService, startHttp } from "../../support/http-service.ts";
import { makeToken } from "../../support/tokens.ts";
import { startIssuer } from "../oauth/issuer.ts";
import { settingsFor } from "../oauth/service.ts";
import { companyAt } from "./twins.ts";

const [a, b] = [companyAt(0), companyAt(1)];

/** Two callers of one service, each with a company of its own. */
export interface TwoCallers extends AsyncDisposable {
  /** The token of the caller of the first company, and that of the second. */
  tokens: readonly [string, string];
  start(environment: Record<string, string>): Promise<HttpService>;
}

async function byTokensFile(): Promise<TwoCallers> {
  const made = [makeToken("a", { companies: [a] }), makeToken("b", { companies: [b] })] as const;
  return {
    tokens: [made[0].token, made[1].token],
    start: (environment) => startHttp(environment, made),
    async [Symbol.asyncDispose]() {},
  };
}

async function bySignIn(): Promise<TwoCallers> {
  const issuer = await startIssuer();
  const tokenFor = (sub: string, companies: unknown) => issuer.token({ sub, codat_companies: companies });
  return {
    tokens: [await tokenFor("a", [a]), await tokenFor("b", b)],
    start: (environment) => startHttp({ ...environment, ...settingsFor(issuer) }),
    [Symbol.asyncDispose]: () => issuer[Symbol.asyncDispose](),
  };
}

export const kindsOfCallers: [string, () => Promise<TwoCallers>][] = [
  ["tokens of the tokens file", byTokensFile],
  ["claims of an identity provider", bySignIn],
];
