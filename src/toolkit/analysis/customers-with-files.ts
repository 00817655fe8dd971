import { type FoundAttachments, findAttachments as find } from "../../analysis/find-attachments.ts";
import { codeSpan } from "../../base/visible-text.ts";
import type { QuotaState } from "../../codat/quota.ts";
import type { Answer } from "../call/answer.ts";
import type { ToolContext } from "../define/context.ts";

const longestSearchMs = 36_000;
const shareOfDeadline = 0.8;
// A request that was sent in time may end a little later.
const longestGraceMs = 3000;
const graceOfDeadline = 0.1;
// Reserved for the fields beside the customers.
const additionsChars = 1000;

interface Asked {
  companyId: string;
  connectionId: string;
  query?: string | undefined;
  /** A part of a file's name. */
  name?: string | undefined;
  cursor?: string | undefined;
}

/** The customers of a company with files, searched until a limit is reached. */
export async function customersWithFiles(
  { query, cursor, ...given }: Asked,
  context: ToolContext,
): Promise<Answer> {
  const { codat, settings, quota, progress, notes, signal, trace, attachmentLists: lists } = context;
  const { deadlineMs } = settings;
  const endsAtMs = performance.now() + Math.min(longestSearchMs, deadlineMs * shareOfDeadline);
  let price = "";
  let toCheck = 0;
  const found = await find(codat, {
    ...given,
    query: query?.trim() ? query : undefined,
    cursor: cursor || undefined,
    limitChars: Math.max(0, settings.resultLimitChars - additionsChars),
    limitRows: settings.maxRowsPerCall,
    lists,
    signal,
    endsAtMs,
    latestMs: endsAtMs + Math.min(longestGraceMs, deadlineMs * graceOfDeadline),
    requestsSent: () => trace.attempts,
    begin(customers) {
      toCheck = customers;
      price = priceOf(customers, quota.state());
      progress(0, customers, price);
    },
    progress: (done) => progress(done, toCheck, `${done} of ${toCheck} customers checked`),
  });
  notes.customersListed = found.checked;
  const { customers, checked, of, none, unknown } = found;
  const seconds = found.retryAfterMs === undefined ? undefined : Math.ceil(found.retryAfterMs / 1000);
  const notice = noticeOf(found, given.name);
  return {
    json: {
      customers,
      checked,
      of,
      none,
      unknown,
      ...(found.cursor !== undefined && { cursor: found.cursor }),
      ...(seconds !== undefined && { retryAfterSeconds: seconds }),
      notice,
    },
    summary: `${price} ${notice}`,
  };
}

function priceOf(customers: number, quota: QuotaState | undefined): string {
  const price = `${count(customers, "customer")} need${customers === 1 ? "s" : ""} ${count(customers, "request")}`;
  if (!quota) return `${price}; Codat does not report how many are left today.`;
  const limit = quota.limit === undefined ? "" : ` of ${quota.limit}`;
  return `${price}; ${quota.left}${limit} are left today.`;
}

function noticeOf(
  { checked, of, first, unknown, unknownIds, none, customers, stopped }: FoundAttachments,
  name: string | undefined,
): string {
  if (of === 0) return "No customer matches.";
  const range =
    checked === 0
      ? "No customer was checked"
      : `Checked customers ${first} to ${first + checked - 1} of ${of}`;
  const others = checked - customers.length - none - unknown;
  const named = name === undefined ? "" : " with such a name";
  return [
    `${range}: ${customers.length} with files${named}, ${none} without files, ${unknown} unknown.`,
    name !== undefined && others > 0 ? `${others} only with files of other names.` : "",
    unknown > 0
      ? `Unknown is not none: Codat did not return the files of ${listed(unknownIds, unknown)}. A repeated call within five minutes asks only for these.`
      : "",
    customers.some(({ more }) => more !== undefined)
      ? "more is the number of a customer's files that are omitted: get them with list_customer_attachments."
      : "",
    stopped ? `${reasons[stopped]} Continue with the cursor.` : "",
  ]
    .filter(Boolean)
    .join(" ");
}

const reasons: Record<NonNullable<FoundAttachments["stopped"]>, string> = {
  requests: "This call has used its 500 requests.",
  time: "This call has used its time.",
  throttled: "Codat accepts no more requests for now.",
  size: "The result is full.",
};

function listed(ids: unknown[], of: number): string {
  const others = of > ids.length ? ` and ${of - ids.length} more` : "";
  return `${ids.map((id) => codeSpan(String(id ?? "(no id)"), 60)).join(", ")}${others}`;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
