import {
  type CryptoKey,
  createRemoteJWKSet,
  customFetch,
  errors,
  type JWTVerifyGetKey,
  type RemoteJWKSet,
} from "jose";
import type { Log } from "../../base/log.ts";
import type { Settings } from "../../settings/index.ts";
import type { AskIssuer } from "./ask-issuer.ts";
import { discoverKeys } from "./discover-keys.ts";
import { IssuerError } from "./issuer-error.ts";

const refreshMs = 10 * 60_000;
// After this time, a key that the issuer has withdrawn must not be accepted even once.
const staleMs = 60 * 60_000;
const pauseMs = 5_000;
// Anyone can send tokens with invented key ids.
const mostLookUps = 6;
const lookUpsMs = 60_000;
const leastBits = 2048;

export interface IssuerKeysDeps {
  ask: AskIssuer;
  log: Log;
}

/**
 * The issuer's keys. Known keys still work while the issuer cannot be reached; an unknown key throws IssuerError then. After a
 * failure, the issuer is not asked again for 5 s.
 */
export function createIssuerKeys(
  { oauthIssuer = "", oauthJwksUrl }: Pick<Settings, "oauthIssuer" | "oauthJwksUrl">,
  { ask, log }: IssuerKeysDeps,
): JWTVerifyGetKey {
  let keys: RemoteJWKSet | undefined;
  let opening: Promise<RemoteJWKSet> | undefined;
  let refreshedAtMs = 0;
  let failed: { error: IssuerError; untilMs: number } | undefined;
  let lookUps: number[] = [];

  const isPaused = () => failed !== undefined && performance.now() < failed.untilMs;
  /** Asks the issuer, and remembers a failure. */
  const attempt = async <T>(run: () => Promise<T>): Promise<T> => {
    if (failed && isPaused()) throw failed.error;
    try {
      const answer = await run();
      failed = undefined;
      refreshedAtMs = performance.now();
      return answer;
    } catch (cause) {
      const error = asIssuerError(cause);
      // Calls that waited for the same answer report it once.
      if (!isPaused()) log("error", "issuer", { problem: error.message });
      failed = { error, untilMs: performance.now() + pauseMs };
      throw error;
    }
  };
  const open = () =>
    attempt(async () => {
      const url = oauthJwksUrl ?? (await discoverKeys(oauthIssuer, ask));
      // Keys are kept until the issuer replaces them: an unreachable issuer must not end every session.
      const forever = Number.POSITIVE_INFINITY;
      const set = createRemoteJWKSet(url, {
        cacheMaxAge: forever,
        cooldownDuration: forever,
        [customFetch]: async (href) => Response.json(await ask(new URL(href))),
      });
      await set.reload();
      return set;
    });
  const openOnce = () => {
    opening ??= open().finally(() => {
      opening = undefined;
    });
    return opening;
  };
  const refresh = async (set: RemoteJWKSet) => {
    const ageMs = performance.now() - refreshedAtMs;
    if (ageMs < refreshMs || isPaused()) return;
    const refreshing = attempt(() => set.reload()).catch(() => {});
    if (ageMs >= staleMs) await refreshing;
  };
  const mayLookUp = () => {
    const nowMs = performance.now();
    lookUps = lookUps.filter((atMs) => nowMs - atMs < lookUpsMs);
    return lookUps.length < mostLookUps && lookUps.push(nowMs) > 0;
  };

  return async (header, token) => {
    const set = keys ?? (await openOnce());
    keys = set;
    await refresh(set);
    const find = async () => {
      try {
        return usable(await set(header, token));
      } catch (error) {
        // jose's own errors are about the token; others are about a key that cannot be imported.
        if (error instanceof errors.JOSEError) throw error;
        log("error", "issuer", { problem: unusable });
        throw new IssuerError(unusable);
      }
    };
    try {
      return await find();
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey)) throw error;
      // The issuer may have a new key. Calls that wait for the same answer count once.
      if (!failed && !set.reloading && !mayLookUp()) throw error;
      await attempt(() => set.reload());
      return find();
    }
  };
}

function asIssuerError(cause: unknown): IssuerError {
  if (cause instanceof IssuerError) return cause;
  return new IssuerError(
    "CODAT_OAUTH_JWKS_URL, or the jwks_uri of the issuer, does not return a JSON Web Key Set.",
  );
}

const unusable = `A key of CODAT_OAUTH_ISSUER cannot be used. RSA keys need at least ${leastBits} bits.`;

function usable(key: CryptoKey): CryptoKey {
  const { algorithm } = key;
  if ("modulusLength" in algorithm && Number(algorithm.modulusLength) < leastBits)
    throw new RangeError(unusable);
  return key;
}
