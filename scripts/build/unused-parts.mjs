// Removes parts of the SDK that this server never runs. They create schemas while the SDK loads, so esbuild must keep them.
import { parse } from "acorn";
import { outdated } from "./outdated.mjs";

const removed = '{ throw new Error("This server does not use this part of the SDK."); }';

/** The code of the SDK's protocol: this server never elicits, and src/cli/stdio/line-transport.ts parses lines. */
export function withoutElicitation(code) {
  const { body } = parse(code, { ecmaVersion: "latest", sourceType: "module" });
  const functions = ["normalizeElicitInputParams", "deserializeMessage"].map((name) =>
    body.find(({ type, id }) => type === "FunctionDeclaration" && id.name === name),
  );
  // What only these and the export `inputRequired` need. Marked as removable.
  const constants = ["ROOT_KEYS", "PROPERTY_KEYS_BY_TYPE", "SUPPORTED_STRING_FORMATS", "inputRequired"].map(
    (name) => declaratorsIn(body).find(({ id }) => id.name === name),
  );
  return edited(code, [
    ...functions.map((found) => [found?.body, () => removed]),
    ...constants.map((found) => [found?.init, (text) => `/* @__PURE__ */ (() => (${text}))()`]),
  ]);
}

/** The code of the SDK's server: this one does not log to clients. */
export function withoutLogging(code) {
  const members = declaratorsIn(parse(code, { ecmaVersion: "latest", sourceType: "module" }).body)
    .map(({ init }) => init)
    .filter((init) => init?.type === "ClassExpression")
    .flatMap(({ body }) => body.body);
  const member = (name) => members.find(({ key }) => key?.name === name)?.value;
  return edited(code, [
    [member("_registerLoggingHandler")?.body, () => removed],
    [member("LOG_LEVEL_SEVERITY"), () => "undefined"],
  ]);
}

function declaratorsIn(body) {
  return body.flatMap(({ declarations }) => declarations ?? []);
}

/** The code with other text for some of its nodes. */
function edited(code, edits) {
  if (edits.some(([node]) => !node)) throw outdated("has other parts", import.meta.url);
  return edits
    .toSorted(([a], [b]) => b.start - a.start)
    .reduce(
      (text, [{ start, end }, put]) => text.slice(0, start) + put(code.slice(start, end)) + text.slice(end),
      code,
    );
}
