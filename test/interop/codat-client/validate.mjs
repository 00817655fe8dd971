// Version 4.3.0 of Codat's client decodes responses without validating them. Its classes carry the types of their
// fields, so the responses are validated with these.
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const shared = require("@codat/lending/dist/sdk/models/shared");

const enums = new Map([
  ["Connection.status", shared.DataConnectionStatus],
  ["Connection.sourceType", shared.SourceType],
  ["AccountingCustomer.status", shared.CustomerStatus],
  ["AccountingAddress.type", shared.AccountingAddressType],
]);

const dates = /^(created|lastSync|erroredOnUtc|resolvedOnUtc|.*Date|dateCreated|lastSuccessfulSync)$/;
const isoDate = /^\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?)?$/;

/** What differs between a response's JSON and the client's class for it, as `path: problem`. Null counts as absent. */
export function differences(json, className) {
  return [...differencesIn(json, shared[className], "")];
}

function* differencesIn(json, type, path) {
  if (typeof json !== "object" || json === null || Array.isArray(json)) {
    yield `${path || "the response"}: not an object`;
    return;
  }
  for (const { key, type: fieldType, elemType } of type.prototype.__props__ ?? []) {
    const name = key === "links" && "_links" in json ? "_links" : key;
    const value = json[name];
    if (value === undefined || value === null) continue;
    const at = path ? `${path}.${name}` : name;
    if (fieldType === Array) {
      if (!Array.isArray(value)) yield `${at}: not an array`;
      else if (elemType) {
        for (const [index, item] of value.entries()) yield* differencesIn(item, elemType, `${at}[${index}]`);
      }
    } else if (fieldType.prototype?.__props__) yield* differencesIn(value, fieldType, at);
    else yield* problemsOf(value, fieldType, `${type.name}.${key}`, at);
  }
}

function* problemsOf(value, fieldType, field, at) {
  if ([String, Number, Boolean].includes(fieldType) && typeof value !== fieldType.name.toLowerCase()) {
    yield `${at}: not a ${fieldType.name.toLowerCase()}`;
    return;
  }
  const allowed = enums.get(field);
  if (allowed && !Object.values(allowed).includes(value)) yield `${at}: not one of ${Object.values(allowed)}`;
  if (fieldType === String && dates.test(field.split(".")[1]) && !isDate(value)) yield `${at}: not a date`;
}

/** Whether a text is an ISO date of a day that exists. */
export function isDate(text) {
  const day = text.slice(0, 10);
  return isoDate.test(text) && isDay(day);
}

// Date moves February 30 to March, and has no value for month 13.
function isDay(day) {
  const time = Date.parse(day);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(day);
}
