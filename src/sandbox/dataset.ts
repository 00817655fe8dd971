import { CodatAnswerError } from "./error.ts";

/** A type of record that can be listed: its name in query errors, and the properties for filters and order. */
export interface Dataset {
  readonly noun: string;
  readonly service: "ClientsApi" | "PullApi";
  readonly properties: ReadonlySet<string>;
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
  properties: new Set(["id", "name", "platform", "description", "created", "createdByUserName", "lastSync"]),
};

export const connectionDataset: Dataset = {
  noun: "Connection",
  service: "ClientsApi",
  properties: new Set(["id", "platformName", "sourceType", "status", "created", "lastSync"]),
};

/** Returns a getter for a property path such as `a.b`. Throws Codat's 400 if the dataset has no such property. */
export function property(path: string, dataset: Dataset): (record: object) => unknown {
  if (!dataset.properties.has(path)) {
    throw new CodatAnswerError(
      400,
      `Error parsing query - Could not resolve property ${path} on ${dataset.noun}`,
      dataset.service,
    );
  }
  const names = path.split(".");
  return (record) =>
    names.reduce<unknown>(
      (value, name) => (value instanceof Object ? Reflect.get(value, name) : undefined),
      record,
    );
}
