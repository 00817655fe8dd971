import { onTestFinished } from "vitest";
import { getCustomer, withHeaders } from "../situations/messages.ts";
import type { Sent } from "../situations/send.ts";
import { send } from "../situations/send.ts";
import { type Service, type ServiceOptions, startCodat, startService } from "../situations/service.ts";
import { type Issuer, publicUrl, startIssuer } from "./issuer.ts";

/** The variables of a service that accepts the tokens of an issuer. */
export function settingsFor({ url }: Pick<Issuer, "url">): Record<string, string> {
  return {
    CODAT_OAUTH_ISSUER: url,
    CODAT_HTTP_PUBLIC_URL: publicUrl,
    CODAT_TOOLSETS: "customers,companies,analysis",
  };
}

export interface Signed extends AsyncDisposable {
  service: Service;
  issuer: Issuer;
  /** The requests that Codat received. */
  requests: { url: string }[];
  /** Sends a request with a token, by default a call that reads one customer. */
  ask(token: string | string[], sent?: Sent): ReturnType<typeof send>;
}

interface SignedOptions extends ServiceOptions {
  /** The path of the issuer. */
  path?: string;
  /** Runs before the service starts. */
  prepare?: (issuer: Issuer) => unknown;
}

/** The built service with an issuer and a Codat, for one test file. */
export async function startSigned(options: SignedOptions = {}): Promise<Signed> {
  const issuer = await startIssuer(options.path);
  await options.prepare?.(issuer);
  const codat = await startCodat();
  const environment = { ...codat.environment, ...settingsFor(issuer), ...options.environment };
  const service = await startService({ ...options, environment });
  return {
    service,
    issuer,
    requests: codat.requests,
    ask: (token, sent = getCustomer()) =>
      send(service, {
        ...withHeaders(sent, {
          authorization: typeof token === "string" ? `Bearer ${token}` : token,
        }),
        authenticates: false,
      }),
    async [Symbol.asyncDispose]() {
      await service[Symbol.asyncDispose]();
      await codat[Symbol.asyncDispose]();
      await issuer[Symbol.asyncDispose]();
    },
  };
}

/** The same, for one test. */
export async function signedForTest(options: SignedOptions = {}): Promise<Signed> {
  const signed = await startSigned(options);
  onTestFinished(() => signed[Symbol.asyncDispose]());
  return signed;
}
