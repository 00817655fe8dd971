import { createHash, randomBytes } from "node:crypto";

/** A token for the HTTP service, and its entry in the tokens file. */
export function makeToken(name, companies = "all") {
  const token = `ccm_${randomBytes(32).toString("base64url")}`;
  const sha256 = createHash("sha256").update(token).digest("hex");
  return { token, entry: { name, sha256, companies } };
}
