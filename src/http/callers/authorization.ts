/** What an Authorization header holds. */
export type Authorization = { token: string } | "none" | "malformed" | "several";

// RFC 6750, section 2.1; more than one space is common. Anything after the token makes the header malformed.
const bearer = /^bearer +([\w.~+/-]+=*)$/i;
// Fetch joins several headers of one name with commas.
const joined = /,\s*[\w-]+ +\S/;

/** Reads an Authorization header strictly. The token is never taken from anywhere else. */
export function readAuthorization(headers: Headers): Authorization {
  const value = headers.get("authorization")?.trim() ?? "";
  if (value === "") return "none";
  if (joined.test(value)) return "several";
  const token = bearer.exec(value)?.[1];
  return token === undefined ? "malformed" : { token };
}
