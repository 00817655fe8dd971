/** Unusual ids that real ledgers contain. They must be sent unchanged. */
export const oddIds = [
  "...",
  "a/b",
  "/",
  "\\\\evil\\share",
  "http://evil.com/",
  "//evil.com",
  "@evil.com",
  "user:word@evil.com:80",
  "%00",
  "%0d%0aX-Injected: 1",
  "%zz",
  "?page=2",
  "#top",
  "&a=b;c+d",
  "a b  c",
  " A1",
  "A1 ",
  "\u00a0A1",
  "A1\u3000",
  "100%",
  "a.b/..c",
  "a,b",
  "7110701885",
  "9007199254740993",
  "-1",
  "Ærøskøbing ñandú",
  "e\u0301",
  "顧客一二三",
  "🧾🇩🇰❤️",
  "__proto__",
  "constructor",
  "CON",
  "::1",
  "'\"<>`{}|^[]!*()~$",
  "x".repeat(256),
  "🧾".repeat(256),
];

/** Those of them that may stand for an id of that name, among ids of those names. */
export function oddIdsFor(name: string, names: readonly string[]): string[] {
  if (name === "attachmentId") return oddIds.filter((id) => !/[/\\%?#]/.test(id));
  return names.includes("connectionId") ? oddIds.filter((id) => !/[?#]/.test(id)) : oddIds;
}
