/** Thrown while the issuer's metadata or keys cannot be read. The message is for the log: one sentence. */
export class IssuerError extends Error {
  override readonly name = "IssuerError";
}
