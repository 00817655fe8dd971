import { CodatAnswerError } from "./error.ts";

/** A type of record that can be listed: its name in query errors, and the properties for filters and order. */
export interface Dataset {
  readonly noun: string;
  readonly service: "ClientsApi" | "PullApi";
  readonly properties: ReadonlySet<string> | "any";
  /** Properties of an array's items, only for filters: a record matches if one of its items does. */
  readonly inArrays?: ReadonlySet<string>;
  /** The operators for filters. Default: all. */
  readonly operators?: ReadonlySet<string>;
}

export const customerDataset: Dataset = {
  noun: "Customer",
  service: "PullApi",
  properties: new Set([
    "id",
    "customerName",
    "contactName",
    "emailAddress",
    "phone",
    "defaultCurrency",
    "registrationNumber",
    "taxNumber",
    "status",
    "modifiedDate",
    "sourceModifiedDate",
    "metadata.isDeleted",
  ]),
};

export const companyDataset: Dataset = {
  noun: "Company",
  service: "ClientsApi",
  properties: new Set(["id", "name", "description", "created", "createdByUserName", "lastSync"]),
  // Codat documents this query as the one exception to "arrays cannot be queried".
  inArrays: new Set(["dataConnections.status"]),
};

/** The tags of a company. Their names are the lender's own. */
export const tagDataset: Dataset = {
  noun: "Company",
  service: "ClientsApi",
  properties: "any",
  operators: new Set(["=", "!=", "~"]),
};

export const connectionDataset: Dataset = {
  noun: "Connection",
  service: "ClientsApi",
  properties: new Set(["id", "platformName", "sourceType", "status", "created", "lastSync"]),
};

/** Returns a getter for a property path such as `a.b`. Throws Codat's 400 if the dataset has no such property. */
export function property(path: string, dataset: Dataset): (record: object) => unknown {
  if (dataset.properties === "any") return (record) => ownValue(record, path);
  if (!dataset.properties.has(path)) throw unresolved(path, dataset);
  const names = path.split(".");
  return (record) => names.reduce<unknown>(ownValue, record);
}

/** Returns a getter for all values that a filter compares: several for a property of an array's items. */
export function values(path: string, dataset: Dataset): (record: object) => readonly unknown[] {
  if (!dataset.inArrays?.has(path)) {
    const read = property(path, dataset);
    return (record) => [read(record)];
  }
  const [list = "", name = ""] = path.split(".");
  return (record) => {
    const items = ownValue(record, list);
    return Array.isArray(items) ? items.map((item: unknown) => ownValue(item, name)) : [];
  };
}

function ownValue(value: unknown, name: string): unknown {
  return value instanceof Object && Object.hasOwn(value, name) ? Reflect.get(value, name) : undefined;
}

function unresolved(path: string, { noun, service }: Dataset): CodatAnswerError {
  return new CodatAnswerError(
    400,
    `Error parsing query - Could not resolve property ${path} on ${noun}`,
    service,
  );
}
