import { mapRows } from "../../codat/allow-list.ts";
import { connectionIn } from "../../codat/connections.ts";
import { connectionsRoute } from "../../codat/routes.ts";
import { rowsOf } from "../../codat/rows.ts";
import { permittedPageSize } from "../../guard/policy-limits.ts";
import type { Answer } from "../call/answer.ts";
import type { ToolContext } from "../define/context.ts";
import { type Listed, listPage } from "./list-page.ts";

const rows: Listed = {
  name: "connections",
  none: "This company has no connections: no ledger is linked yet.",
  lastResort:
    "Call list_connections again with pageSize 1, or ask the operator to raise CODAT_RESULT_LIMIT_CHARS.",
};

const heavy = {
  fields: ["dataConnectionErrors"],
  elsewhere:
    "Call list_connections again with a smaller pageSize. If they still do not fit, the operator can raise CODAT_RESULT_LIMIT_CHARS.",
};

interface Asked {
  companyId: string;
  page?: number | undefined;
  pageSize?: number | undefined;
}

/** A page of a company's connections. */
export async function connectionsPage(
  { companyId, page = 1, pageSize }: Asked,
  { codat, settings, notes, signal }: Pick<ToolContext, "codat" | "settings" | "notes" | "signal">,
): Promise<Answer> {
  const asked = { page, pageSize: permittedPageSize(settings, pageSize) };
  const answer = mapRows(await codat.json(connectionsRoute(companyId), asked), connectionIn);
  const limitChars = settings.resultLimitChars;
  const list = await listPage(rowsOf(answer), {
    rows,
    asked,
    filtered: false,
    limitChars,
    heavy,
    notes,
    signal,
  });
  return list.answer([]);
}
