// What arrives unchanged: the bytes of files, and ids that are awkward in a path.
import { awkwardCompanyId, awkwardIds, contentPath, files } from "./questions.mjs";

/** For each file, whether its bytes can be recovered from the result. */
export async function survivingFiles(server, names, { baseUrl, apiKey }) {
  const headers = { authorization: `Basic ${Buffer.from(apiKey).toString("base64")}` };
  const results = [];
  for (const { name, args } of files) {
    const response = await fetch(baseUrl + contentPath(args), { headers });
    const expected = Buffer.from(await response.arrayBuffer());
    const { content } = await server.call(names.download, args);
    results.push({ name, survives: readings(content).some((bytes) => bytes.equals(expected)) });
  }
  return results;
}

// As base64 in its own block, or as text in any encoding, with or without a line before it.
function readings(content) {
  const encoded = content.flatMap(({ data, resource }) => [data, resource?.blob].filter(Boolean));
  const texts = content.flatMap(({ text = "" }) => [
    text,
    text.slice(text.indexOf("\n") + 1),
    unquoted(text),
  ]);
  return [
    ...encoded.map((text) => Buffer.from(text, "base64")),
    ...texts.flatMap((text) => ["utf8", "latin1", "base64"].map((encoding) => Buffer.from(text, encoding))),
  ];
}

function unquoted(text) {
  try {
    return String(JSON.parse(text));
  } catch {
    return "";
  }
}

// The first call for a company also asks how current its data is. These paths contain no id of a customer.
const ofCompany = ["dataStatus", "connections"].map((name) => `/companies/${awkwardCompanyId}/${name}`);

/** For each id, whether the request that reached the upstream has it. */
export async function survivingIds(server, names, upstream) {
  const results = [];
  for (const id of awkwardIds) {
    const before = upstream.requests.length;
    const args = { companyId: awkwardCompanyId, customerId: id };
    await server.call(names.get, args).catch(() => {});
    const asked = upstream.requests.slice(before).map(({ url }) => url);
    const askedForId = asked.filter((url) => !ofCompany.includes(url.split("?")[0]));
    results.push({ id, outcome: outcomeOf(id, askedForId) });
  }
  return results;
}

function outcomeOf(id, asked) {
  if (asked.length === 0) return "rejected";
  const isKept = asked.every((url) => {
    const segments = url.split("/");
    return segments.length === 6 && decodeURIComponent(segments[5]) === id;
  });
  return isKept ? "preserved" : "requests another path";
}
