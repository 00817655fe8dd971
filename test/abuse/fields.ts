import { ids } from "../support/upstream.ts";

/** The schema that a server publishes of a field. */
export interface Schema {
  type?: string;
  enum?: string[];
  maximum?: number;
}

/** A field that a server publishes, of a tool, a resource or a prompt. */
export interface Field {
  name: string;
  required: boolean;
  schema: Schema;
}

/** A value of each field that is as it should be. */
export const goodValues: Record<string, unknown> = {
  ...ids,
  page: 2,
  pageSize: 10,
  query: "status=Active",
  orderBy: "-modifiedDate",
  fields: ["id", "name"],
  format: "text",
  part: 1,
  name: "Toft",
  dataType: "invoices",
  olderThan: "2025-12-31",
};
