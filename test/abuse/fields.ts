import { ids } from "../support/upstream.ts";

/** The published schema of a field. */
export interface Schema {
  type?: string;
  enum?: string[];
  maximum?: number;
}

/** A published field of a tool, resource or prompt. */
export interface Field {
  name: string;
  required: boolean;
  schema: Schema;
}

/** A valid value for each field. */
export const goodValues: Record<string, unknown> = {
  ...ids,
  page: 1,
  pageSize: 10,
  query: "status=Active",
  orderBy: "-modifiedDate",
  fields: ["id", "name"],
  format: "text",
  part: 1,
  // It would need another format.
  area: [],
  find: "net",
  sums: true,
  inspect: false,
  // It would need a file that holds files.
  member: [],
  name: "Toft",
  dataType: "invoices",
  olderThan: "2025-12-31",
};
