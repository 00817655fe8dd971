import { createRemoteJWKSet, errors, type JWTVerifyGetKey, type RemoteJWKSet } from "jose";
import type { Log } from "../../base/log.ts";
import type { Settings } from "../../settings/index.ts";
import { discoverKeys } from "./discover-keys.ts";
import { IssuerError } from "./issuer-error.ts";

const refreshMs = 10 * 60_000;
const pauseMs = 5_000;
// Anyone can send tokens with invented key ids.
const mostLookUps = 6;
const lookUpsMs = 60_000;

/**
 * The issuer's keys. Known keys still work while the issuer cannot be reached; an unknown key throws IssuerError then. After a
 * failure, the issuer is not asked again for 5 s.
 */
export function createIssuerKeys(
  { oauthIssuer = "", oauthJwksUrl }: Pick<Settings, "oauthIssuer" | "oauthJwksUrl">,
  log: Log,
): JWTVerifyGetKey {
  let keys: RemoteJWKSet | undefined;
  let opening: Promise<RemoteJWKSet> | undefined;
  let refreshedAtMs = 0;
  let failed: { error: IssuerError; untilMs: number } | undefined;
  let lookUps: number[] = [];

  /** Asks the issuer, and remembers a failure. */
  const ask = async <T>(run: () => Promise<T>): Promise<T> => {
    if (failed && performance.now() < failed.untilMs) throw failed.error;
    try {
      const answer = await run();
      failed = undefined;
      return answer;
    } catch (cause) {
      const error =
        cause instanceof IssuerError
          ? cause
          : new IssuerError("The keys of CODAT_OAUTH_ISSUER could not be read.");
      failed = { error, untilMs: performance.now() + pauseMs };
      log("error", "issuer", { problem: error.message });
      throw error;
    }
  };
  const reload = (set: RemoteJWKSet) => {
    refreshedAtMs = performance.now();
    return ask(() => set.reload());
  };
  const open = () =>
    ask(async () => {
      const url = oauthJwksUrl ?? (await discoverKeys(oauthIssuer));
      // Keys are kept until the issuer replaces them: an unreachable issuer must not end every session.
      const forever = Number.POSITIVE_INFINITY;
      const set = createRemoteJWKSet(url, { cacheMaxAge: forever, cooldownDuration: forever });
      await set.reload();
      refreshedAtMs = performance.now();
      return set;
    });
  const openOnce = () => {
    opening ??= open().finally(() => {
      opening = undefined;
    });
    return opening;
  };
  const mayLookUp = () => {
    const nowMs = performance.now();
    lookUps = lookUps.filter((atMs) => nowMs - atMs < lookUpsMs);
    return lookUps.length < mostLookUps && lookUps.push(nowMs) > 0;
  };

  return async (header, token) => {
    keys ??= await openOnce();
    const isOld = performance.now() - refreshedAtMs >= refreshMs;
    if (isOld && !keys.reloading) reload(keys).catch(() => {});
    try {
      return await keys(header, token);
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey)) throw error;
      // The issuer may have a new key.
      if (!failed && !mayLookUp()) throw error;
      await reload(keys);
      return keys(header, token);
    }
  };
}
