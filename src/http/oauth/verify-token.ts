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
    const { payload } = await jwtVerify(token, keys, {
      issuer,
      audience: [...audience],
      algorithms,
      requiredClaims: ["exp", "sub", "iat"],
      clockTolerance: toleranceS,
      maxTokenAge: oauthMaxTokenAgeS,
    });
    const { sub } = payload;
    return typeof sub === "string" && sub !== "" ? { ...payload, sub } : "The token names no person (sub).";
  } catch (error) {
    if (error instanceof IssuerError || !(error instanceof errors.JOSEError)) throw error;
    return problemOf(error);
  }
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
      iat: "The token has no valid time of issue (iat).",
      exp: "The token has no valid time of expiry (exp).",
      sub: "The token names no person (sub).",
    };
    return sentences[error.claim] ?? "The token has an invalid claim.";
  }
  if (error instanceof errors.JWKSNoMatchingKey)
    return "The issuer has no key for this token. Sign in again.";
  if (error instanceof errors.JOSEAlgNotAllowed) return "The token is signed in a way that is not accepted.";
  if (error instanceof errors.JWSSignatureVerificationFailed) return "The token's signature is wrong.";
  return "The token is not a valid signed JWT.";
}
