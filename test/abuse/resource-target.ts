import { ids } from "../support/upstream.ts";
import { badSegments, segmentOf } from "./bad-ids.ts";
import { badValuesOf } from "./bad-values.ts";
import { type Field, goodValues } from "./fields.ts";
import { type BadCall, refusedBy, type Target } from "./target.ts";

/** A resource, by its template. `all` lists all published templates. */
export function resourceTarget(name: string, template: string, all: string[]): Target {
  const names = [...template.matchAll(/\{(\w+)\}/g)].flatMap(([, name]) => name ?? []);
  const fields = names.map((name): Field => ({ name, required: false, schema: { type: "string" } }));
  const base = Object.fromEntries(names.map((name) => [name, String(goodValues[name])]));
  const others = all.filter((other) => other !== template);
  const bad = (uri: string, field: string): BadCall[] => {
    // Resolving dot segments can turn the URI into that of another resource.
    if (others.some((other) => fits(other, uri))) return [];
    if (fits(template, uri)) return [{ values: { uri }, kind: "arguments", says: field }];
    return [{ values: { uri }, kind: "unknown", says: "" }];
  };
  const badCalls = fields.map((field): [string, BadCall[]] => {
    const written = badValuesOf(field).flatMap((value) =>
      typeof value === "string" ? segmentOf(value) : [],
    );
    const segments = [
      ...written,
      ...badSegments,
      ...(/^(company|connection)Id$/.test(field.name) ? ["%252e%252e"] : []),
    ];
    return [
      field.name,
      segments.flatMap((segment) => bad(uriOf(template, { ...base, [field.name]: segment }), field.name)),
    ];
  });
  const uris = badUris(uriOf(template, base)).flatMap((uri) => bad(uri, "A resource URI"));
  return {
    kind: "resource",
    name: `resource ${name}`,
    ref: template,
    fields,
    bases: [base],
    written: segmentOf,
    badCalls: new Map([...badCalls, ["(its URI)", uris]]),
    call: (client, { uri, ...values }) =>
      client
        .readResource(typeof uri === "string" ? uri : uriOf(template, values))
        .then(() => ({ kind: "ok", message: "", texts: [] }), refusedBy),
  };
}

function uriOf(template: string, values: Record<string, unknown>): string {
  return template.replace(/\{(\w+)\}/g, (_, name) => String(values[name]));
}

/** Whether a parsed URI matches a template. */
function fits(template: string, uri: string): boolean {
  if (!URL.canParse(uri)) return false;
  return new RegExp(`^${template.replace(/\{\w+\}/g, "[^/]+")}$`).test(new URL(uri).href);
}

function badUris(good: string): string[] {
  const companies = "codat://companies";
  return [
    ...["?", "?x=1", "#", "#x", "?#", "/", "//", "/..", "/more/and/more"].map((end) => good + end),
    ...["codat://user@", "codat://user:word@", "codat:", "codat:/", "codat:///", "codat:////"].map((start) =>
      good.replace("codat://", start),
    ),
    ...["http://", "file:///", "//", ""].map((start) => good.replace("codat://", start)),
    ...[":80", ".evil.com", "%2F", "/", "\\", "//evil.com"].map((more) =>
      good.replace(companies, companies + more),
    ),
    good.replace(companies, "codat://evil.com"),
    good.replace(companies, "codat://Companies"),
    good.replace(ids.companyId, ""),
  ];
}
