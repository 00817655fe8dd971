// Removes parts of the SDK that this server never runs. Some create schemas while the SDK loads, so esbuild must keep them.
import { parse } from "acorn";
import { outdated } from "./outdated.mjs";

const runtime = {
  // This server never elicits, and src/cli/stdio/line-transport.ts parses lines.
  functions: ["normalizeElicitInputParams", "deserializeMessage"],
  // What only those need.
  constants: ["ROOT_KEYS", "PROPERTY_KEYS_BY_TYPE", "SUPPORTED_STRING_FORMATS", "inputRequired"],
  fields: [],
};
const server = {
  // This server does not log to clients.
  functions: ["_registerLoggingHandler"],
  constants: [],
  fields: ["LOG_LEVEL_SEVERITY"],
};

const removed = '{ throw new Error("This server does not use this part of the SDK."); }';

/** The code of the SDK's protocol without its unused parts. */
export const leanRuntime = (code) => without(runtime, code);

/** The code of the SDK's server without its unused parts. */
export const leanServer = (code) => without(server, code);

function without({ functions, constants, fields }, code) {
  const edits = [];
  const found = (names, name) => names.includes(name);
  const { body } = parse(code, { ecmaVersion: "latest", sourceType: "module" });
  const members = body
    .flatMap(({ type, declarations }) => (type === "VariableDeclaration" ? declarations : []))
    .flatMap(({ init }) => (init?.type === "ClassExpression" ? init.body.body : []));
  for (const node of body) {
    if (node.type === "FunctionDeclaration" && found(functions, node.id.name))
      edits.push({ ...span(node.body), put: removed });
    for (const { id, init } of node.declarations ?? []) {
      if (!found(constants, id.name)) continue;
      edits.push({
        ...span(init),
        put: `/* @__PURE__ */ (() => (${code.slice(init.start, init.end)}))()`,
      });
    }
  }
  for (const { key, value } of members) {
    if (found(functions, key?.name)) edits.push({ ...span(value.body), put: removed });
    if (found(fields, key?.name)) edits.push({ ...span(value), put: "undefined" });
  }
  if (edits.length !== functions.length + constants.length + fields.length)
    throw outdated("has other parts", import.meta.url);
  return edits
    .toSorted((a, b) => b.start - a.start)
    .reduce((text, { start, end, put }) => text.slice(0, start) + put + text.slice(end), code);
}

function span({ start, end }) {
  return { start, end };
}
