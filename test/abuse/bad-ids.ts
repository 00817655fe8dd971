import { ids } from "../support/upstream.ts";

const { companyId } = ids;

/** Texts that are not valid ids. */
export const badIds = [
  "",
  ".",
  "..",
  " ",
  "\u00a0\u3000",
  " .. ",
  "../../../connections",
  "..;/admin",
  ".;x=1/..;y/admin",
  "%2e%2e",
  "%2E.",
  "..%2F..",
  "%252e%252e%252f",
  "a/../b",
  "..\\x",
  "A1/.",
  "%c0%ae%c0%ae/x",
  "\ud800",
  "A1\udc00",
  "A1\u0000",
  "A1\tB",
  "A1\r\nHost: evil.com",
  "\u001b[2J",
  "\u007f",
  "A1\u0085",
  "A1\u200bB",
  "A1\u200dB",
  "\ufeffA1",
  "A1\u00adB",
  "A1\u202eB",
  "A1\u2066B",
  "A1\u{e0041}B",
  "A1\u2028B",
  "A1\u2029B",
  "x".repeat(257),
  "🧾".repeat(257),
  "x".repeat(10_000),
];

/** Texts that may be the id of a customer, but not of an attachment: decoded, each leads to another endpoint. */
export const badAttachmentIds = [
  ...badIds,
  "7/download",
  "7%2Fdownload",
  "7\\x",
  "/",
  "7?x=1",
  "7#x",
  "100%",
  "%3f",
];

/** Texts that may be ids, but no UUIDs. */
const noUuids = [
  "A1D001",
  companyId.replaceAll("-", ""),
  companyId.slice(1),
  `${companyId}0`,
  `{${companyId}}`,
  `(${companyId})`,
  `"${companyId}"`,
  `urn:uuid:${companyId}`,
  `${companyId}/`,
  `/${companyId}`,
  `../${companyId}`,
  `${companyId}/../${ids.connectionId}`,
  `${companyId}?page=2`,
  `${companyId}#top`,
  `${companyId}%00`,
  `${companyId}\n`,
  ` ${companyId}`,
  `${companyId},${companyId}`,
  `https://api.codat.io/companies/${companyId}`,
  `//evil.com/${companyId}`,
  companyId.replace(/\d/g, (digit) => String.fromCharCode(0xff10 + Number(digit))),
  companyId.replaceAll("-", "\u2010"),
  companyId.replace("8", "g"),
  "%2e%2e",
  "null",
  "undefined",
  "__proto__",
];

export const badUuids = [...badIds, ...noUuids];

/** Values that are neither text nor whole numbers. */
export const noTexts = [
  true,
  false,
  1.5,
  -0.5,
  2 ** 53,
  -(2 ** 53),
  1e21,
  {},
  { id: "A1" },
  [],
  ["A1"],
  [[]],
];

/** URI segments that are not valid ids. */
export const badSegments = [
  "%2e",
  "%2e%2e",
  "%2E.",
  ".%2e",
  "%00",
  "%0d%0aX-Injected:%201",
  "%7f",
  "%zz",
  "%",
  "%2",
  "%c0%ae%c0%ae",
  "%e0%80%af",
  "%ED%A0%80",
  "%ff",
  "%E2%80%AE",
  "%E2%80%A8",
  "%EF%BB%BFA1",
  "A1/B1",
  "A1//",
];

/** An id as a URI segment. A lone surrogate becomes invalid UTF-8. */
export function segmentOf(id: string): string {
  return id.isWellFormed() ? encodeURIComponent(id) : "%ED%A0%80";
}
