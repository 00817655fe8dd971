// Makes the SDK use the guards of sdk-guards.ts in place of its own, and the checks of sdk-messages.ts before its schemas.
import { createHash } from "node:crypto";
import { fileURLToPath } from "node:url";
import { parse } from "acorn";
import { outdated } from "./outdated.mjs";

const guards = fileURLToPath(new URL("sdk-guards.ts", import.meta.url));
const messages = fileURLToPath(new URL("sdk-messages.ts", import.meta.url));
const guard = /^const (isJSONRPC\w+) = \(value\) => (JSONRPC\w+Schema)\.safeParse\(value\)\.success;$/gm;
const guardCount = 5;
const base64Check =
  /\(val\) => \{\s*try \{\s*atob\(val\);\s*return true;\s*\} catch \{\s*return false;\s*\}\s*\}/g;
const base64Count = 2;
// Of the protocol's versions before 2026. The schema of the later ones adds a field.
const resultCheck = "validateResult: (method, raw) => triState$1(getResultSchema(method), raw)";
// Of the same versions.
const messageCheck =
  /(validate(?:Request|Notification)): \(method, raw\) => (triState\$1\(get(?:Request|Notification)Schema\(method\), raw\))/g;
const messageCheckCount = 2;
const cheapResultCheck =
  'validateResult: (method, raw) => method === "tools/call" && isTextResult(raw) ? { ok: true, value: raw } : triState$1(getResultSchema(method), raw)';

/** The SDK's code, with its guards imported. */
export function withCheapGuards(code) {
  const names = [...code.matchAll(guard)].map(([, name]) => name);
  if (names.length !== guardCount) throw outdated("has other guards", import.meta.url);
  if (code.match(base64Check)?.length !== base64Count)
    throw outdated("checks base64 in another way", import.meta.url);
  if (code.split(resultCheck).length !== 2) throw outdated("checks results in another way", import.meta.url);
  if (code.match(messageCheck)?.length !== messageCheckCount)
    throw outdated("checks messages in another way", import.meta.url);
  const rest = code
    .replace(guard, "")
    .replace(base64Check, "isBase64")
    .replace(resultCheck, () => cheapResultCheck)
    .replace(messageCheck, "$1: (method, raw) => validMessage(method, raw) ?? $2");
  return `import { isBase64, isTextResult, ${names.join(", ")} } from ${JSON.stringify(guards)};
import { validMessage } from ${JSON.stringify(messages)};
${rest}`;
}

// What the guards decide by, and what these are made of.
const judged = [
  ...["JSONRPCRequest", "JSONRPCNotification", "JSONRPCResultResponse", "JSONRPCErrorResponse"],
  ...["JSONRPCResponse", "RequestId", "Request", "BaseRequestParams", "RequestMeta", "RelatedTaskMetadata"],
  ...["ProgressToken", "Notification", "NotificationsParams", "Result", "ResultMetaObject"],
].map((name) => `${name}Schema`);
const known = "fe330d462fccc5f8";

/** Throws if the SDK's schemas of messages are not those that the guards were written for. */
export function checkJudgedSchemas(code) {
  const declarators = parse(code, { ecmaVersion: "latest", sourceType: "module" })
    .body.filter(({ type }) => type === "VariableDeclaration")
    .flatMap(({ declarations }) => declarations);
  const texts = judged.map((name) => {
    const found = declarators.find(({ id }) => id.name === name);
    return code.slice(found?.start, found?.end);
  });
  compare(texts, known);
}

// The schemas of the protocol's versions before 2026, and which method has which.
const judgedFunctions = ["build$1", "registryMaps"];
const knownFunctions = "ab3502e9a9c37329";

/** Throws if the SDK's schemas of a client's messages are not those that sdk-messages.ts was written for. */
export function checkMessageSchemas(code) {
  const texts = parse(code, { ecmaVersion: "latest", sourceType: "module" })
    .body.filter(({ type, id }) => type === "FunctionDeclaration" && judgedFunctions.includes(id.name))
    .map(({ start, end }) => code.slice(start, end));
  compare(texts, knownFunctions);
}

function compare(texts, expected) {
  const seen = createHash("sha256").update(texts.join("\n")).digest("hex").slice(0, 16);
  if (seen !== expected) throw outdated(`has other schemas of messages (${seen})`, import.meta.url);
}
