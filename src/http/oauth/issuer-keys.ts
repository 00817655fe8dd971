import { createRemoteJWKSet, errors, type JWTVerifyGetKey, type RemoteJWKSet } from "jose";
import type { Log } from "../../base/log.ts";
import type { Settings } from "../../settings/index.ts";
import { discoverKeys } from "./discover-keys.ts";
import { IssuerError } from "./issuer-error.ts";

const refreshMs = 10 * 60_000;
const pauseMs = 5_000;
const cooldownMs = 30_000;

/**
 * The issuer's keys. Known keys still work while the issuer cannot be reached; an unknown key throws IssuerError then. After a
 * failure the issuer is not asked again for 5 s.
 */
export function createIssuerKeys(
  { oauthIssuer = "", oauthJwksUrl }: Pick<Settings, "oauthIssuer" | "oauthJwksUrl">,
  log: Log,
): JWTVerifyGetKey {
  let found: RemoteJWKSet | undefined;
  let refreshedAtMs = 0;
  let failed: { error: IssuerError; untilMs: number } | undefined;

  const fail = (error: IssuerError): IssuerError => {
    failed = { error, untilMs: performance.now() + pauseMs };
    log("error", "issuer", { problem: error.message });
    return error;
  };
  const throwIfPaused = () => {
    if (failed && performance.now() < failed.untilMs) throw failed.error;
  };
  let finding: Promise<RemoteJWKSet> | undefined;
  const find = async (): Promise<RemoteJWKSet> => {
    throwIfPaused();
    const url: URL = oauthJwksUrl ?? (await discoverKeys(oauthIssuer));
    // Keys do not expire here: otherwise an unreachable issuer would end every session.
    const set = createRemoteJWKSet(url, {
      cacheMaxAge: Number.POSITIVE_INFINITY,
      cooldownDuration: cooldownMs,
    });
    await reload(set);
    return set;
  };
  const reload = async (set: RemoteJWKSet) => {
    try {
      await set.reload();
      refreshedAtMs = performance.now();
      failed = undefined;
    } catch {
      throw new IssuerError(unreadableKeys);
    }
  };
  const sharedFind = () => {
    finding ??= find()
      .catch((error: unknown) => {
        if (!(error instanceof IssuerError) || error === failed?.error) throw error;
        throw fail(error);
      })
      .finally(() => {
        finding = undefined;
      });
    return finding;
  };
  const refresh = (set: RemoteJWKSet) => {
    if (performance.now() - refreshedAtMs < refreshMs || set.reloading) return;
    // Once per interval, whether it succeeds or not.
    refreshedAtMs = performance.now();
    reload(set).catch((error: IssuerError) => fail(error));
  };

  return async (header, token) => {
    found ??= await sharedFind();
    refresh(found);
    const knows = found.jwks()?.keys.some(({ kid }) => kid === header?.kid);
    if (!knows) throwIfPaused();
    try {
      // For an unknown key, jose asks the issuer again once the cooldown has passed.
      return await found(header, token);
    } catch (error) {
      if (isAboutToken(error)) throw error;
      throw fail(new IssuerError(unreadableKeys));
    }
  };
}

const unreadableKeys = "The keys of CODAT_OAUTH_ISSUER could not be read.";

// Every other error is about the request for the keys or their document.
function isAboutToken(error: unknown): boolean {
  return (
    error instanceof errors.JWKSNoMatchingKey ||
    error instanceof errors.JWKSMultipleMatchingKeys ||
    error instanceof errors.JOSENotSupported
  );
}
