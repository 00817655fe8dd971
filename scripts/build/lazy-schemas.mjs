// Lets the SDK create each schema of the protocol when it is first read. It creates all 140 of a protocol version with the
// first message; a session uses about 20. The functions that create them keep their results, so each schema is created once.
import { parse } from "acorn";
import { outdated } from "./outdated.mjs";

// As of @modelcontextprotocol/server 2.4.0. Another number means another SDK: check that its schemas are still independent.
const schemaCounts = { build$1: 143, build: 136 };
const mapCounts = { registryMaps: 47 };

/** The SDK's code with lazy schemas. Throws if the code has another shape than expected. */
export function withLazySchemas(code) {
  const functions = new Map(
    parse(code, { ecmaVersion: "latest", sourceType: "module" })
      .body.filter(({ type }) => type === "FunctionDeclaration")
      .map((node) => [node.id.name, node]),
  );
  const edits = [
    ...Object.entries(schemaCounts).flatMap(([name, count]) => lazyConstants(functions.get(name), count)),
    ...Object.entries(mapCounts).flatMap(([name, count]) => lazyEntries(functions.get(name), count)),
  ];
  return `${edited(code, edits)}\nfunction whenRead(make) { let made; return () => (made ??= make()); }\n`;
}

/** Each constant of a function becomes a function that returns it, except those that already are functions. */
function lazyConstants(node, count) {
  const declarators = node?.body.body
    .filter(({ type }) => type === "VariableDeclaration")
    .flatMap(({ declarations }) => declarations)
    .filter(({ id, init }) => id.type === "Identifier" && init.type !== "ArrowFunctionExpression");
  if (declarators?.length !== count) throw outdated("creates other schemas", import.meta.url);
  const names = new Set(declarators.map(({ id }) => id.name));
  const { argument } = node.body.body.at(-1);
  const objects = [argument, ...declarators.map(({ init }) => init).filter(isMap)];
  return [
    // First, so that they also stand first where other edits have the same place.
    ...referencesTo(names, node).map(({ end }) => ({ at: end, put: "()" })),
    ...declarators.flatMap(({ init }) => [
      { at: init.start, put: "whenRead(() => (" },
      { at: init.end, put: "))" },
    ]),
    ...objects.flatMap(({ properties }) => properties.flatMap(lazyEntry)),
  ];
}

/** Whether a value maps methods, such as "tools/call", to schemas. */
function isMap({ type, properties }) {
  return type === "ObjectExpression" && properties.every(({ key }) => key?.type === "Literal");
}

/** The entries of the maps from methods to schemas become getters. */
function lazyEntries(node, count) {
  const entries = [];
  walk(node?.body, (inner) => {
    if (inner.type === "Property" && inner.value.type === "MemberExpression") entries.push(inner);
  });
  if (entries.length !== count) throw outdated("maps methods to schemas in another way", import.meta.url);
  return entries.flatMap(lazyEntry);
}

/** `name: value` as a getter. A value that it creates, it keeps. */
function lazyEntry({ key, value, start }) {
  const name = key.type === "Literal" ? key.raw : JSON.stringify(key.name);
  const [before, after] =
    value.type === "CallExpression"
      ? ["const value = ", `; Object.defineProperty(this, ${name}, { value }); return value; }`]
      : ["return ", "; }"];
  return [
    { at: start, put: `get ${name}() { ${before}`, upTo: value.start },
    { at: value.end, put: after },
  ];
}

/** Where a function reads some of its constants. Throws if another variable has the name of one. */
function referencesTo(names, node) {
  const found = [];
  walk(node.body, (inner, parent, key) => {
    if (inner.type !== "Identifier" || !names.has(inner.name)) return;
    if (parent.type === "MemberExpression" && key === "property" && !parent.computed) return;
    if (parent.type === "Property" && key === "key" && !parent.computed) return;
    if (parent.type === "VariableDeclarator" && key === "id") return;
    if (key === "params" || key === "id" || key === "left")
      throw outdated("names other variables like schemas", import.meta.url);
    found.push(inner);
  });
  return found;
}

function walk(node, visit, parent, key) {
  if (!node?.type) return;
  visit(node, parent, key);
  for (const [name, inner] of Object.entries(node)) {
    for (const one of Array.isArray(inner) ? inner : [inner]) if (one?.type) walk(one, visit, node, name);
  }
}

/** The code with each edit: `put` replaces the characters from `at` to `upTo`. At one place, earlier edits come first. */
function edited(code, edits) {
  let from = 0;
  let result = "";
  for (const { at, put, upTo = at } of edits.toSorted((a, b) => a.at - b.at)) {
    result += code.slice(from, at) + put;
    from = Math.max(from, upTo);
  }
  return result + code.slice(from);
}
