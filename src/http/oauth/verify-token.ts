import { errors, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from "jose";
import type { Settings } from "../../settings/index.ts";
import { IssuerError } from "./issuer-error.ts";

/** The claims of a valid token. */
export interface Claims extends JWTPayload {
  sub: string;
}

export interface VerifyDeps {
  keys: JWTVerifyGetKey;
  issuer: string;
  audience: readonly string[];
}

// Signatures by public keys only: with HS256, the public key would be a secret.
const algorithms = [
  "RS256",
  "RS384",
  "RS512",
  "PS256",
  "PS384",
  "PS512",
  "ES256",
  "ES384",
  "ES512",
  "EdDSA",
  "Ed25519",
];
const toleranceS = 30;

/** Verifies an access token. Returns its claims, or a sentence on what is wrong. Throws IssuerError if its key cannot be read. */
export async function verifyToken(
  token: string,
  { oauthMaxTokenAgeS }: Pick<Settings, "oauthMaxTokenAgeS">,
  { keys, issuer, audience }: VerifyDeps,
): Promise<Claims | string> {
  try {
    const { payload, protectedHeader } = await jwtVerify(token, keys, {
      issuer,
      audience: [...audience],
      algorithms,
      requiredClaims: ["exp", "sub", "iat"],
      clockTolerance: toleranceS,
      maxTokenAge: oauthMaxTokenAgeS,
    });
    const { sub } = payload;
    if (typeof sub !== "string" || sub.trim() === "") return noPerson;
    return otherKindOf(payload, protectedHeader.typ) ?? { ...payload, sub };
  } catch (error) {
    if (error instanceof IssuerError || !(error instanceof errors.JOSEError)) throw error;
    return problemOf(error);
  }
}

const noPerson = "The token names no person (sub).";

/** What kind of token of the issuer this is, if it is not a plain access token. */
function otherKindOf(payload: JWTPayload, typ: unknown): string | undefined {
  const { cnf, typ: keycloak, token_use: cognito } = payload;
  const isAccessToken = typ === undefined || /^(application\/)?(at\+)?jwt$/i.test(String(typ));
  if (!isAccessToken) return "The token is not an access token (typ).";
  // Only ID tokens have these hashes: OpenID Connect Core 1.0, sections 3.1.3.6 and 3.3.2.11.
  const isIdToken = "at_hash" in payload || "c_hash" in payload || keycloak === "ID" || cognito === "id";
  if (isIdToken) return "The token is an ID token. Send the access token.";
  // RFC 9449, section 7.1, and RFC 8705, section 3.
  return cnf === undefined
    ? undefined
    : "The token is bound to a key of its client (cnf). This server accepts bearer tokens only.";
}

function problemOf(error: errors.JOSEError): string {
  if (error instanceof errors.JWTExpired) {
    return error.claim === "iat"
      ? "The token is too old. Sign in again."
      : "The token has expired. Sign in again.";
  }
  if (error instanceof errors.JWTClaimValidationFailed) {
    const sentences: Record<string, string> = {
      iss: "The token is from another issuer than CODAT_OAUTH_ISSUER.",
      aud: "The token is for another audience than CODAT_OAUTH_AUDIENCE.",
      nbf: "The token is not valid yet. Compare the clocks of the issuer and of this server.",
      iat: "The token has no valid time of issue (iat), or one in the future. Compare the clocks of the issuer and of this server.",
      exp: "The token has no valid time of expiry (exp).",
      sub: noPerson,
    };
    return sentences[error.claim] ?? "The token has an invalid claim.";
  }
  if (error instanceof errors.JWKSNoMatchingKey)
    return "The issuer has no key for this token. Sign in again.";
  if (error instanceof errors.JWKSMultipleMatchingKeys)
    return "The token does not name its key (kid), and the issuer has several.";
  if (error instanceof errors.JOSEAlgNotAllowed) return "The token is signed in a way that is not accepted.";
  if (error instanceof errors.JWSSignatureVerificationFailed) return "The token's signature is wrong.";
  return "The token is not a valid signed JWT.";
}
