import { vi } from "vitest";
import { well } from "../support/fault-answers.ts";
import { ids } from "../support/upstream.ts";
import type { FaultCase } from "./case.ts";
import { type Answer, type Conversation, converse } from "./conversation.ts";
import { judge } from "./judge.ts";
import { inLanes } from "./lanes.ts";
import type { Row, Totals } from "./row.ts";
import { type Seen, type Stage, startStage } from "./stage.ts";
import { initialIntervalMs } from "./wait.ts";

/** Cases that run against one server, `lanes` at a time. */
export interface Room {
  name: string;
  cases: readonly FaultCase[];
  lanes: number;
  /** Settings of the server. */
  environment?: Record<string, string>;
  stage?: () => Promise<Stage>;
}

/** The results of a room. */
export interface Played {
  rows: Map<string, Row>;
  totals: Totals;
  /** Problems found at the end, as sentences. */
  failures: string[];
}

/** An ordinary call, which must succeed after each fault. */
const ordinary: FaultCase = { name: "An ordinary call", answer: well, expect: { kind: "ok", attempts: 1 } };
const ordinaryAnswer = { id: "A1D001", customerName: "Smith & Co" };

/** Runs all cases of a room, with an ordinary call after each. */
export async function play({ cases, lanes, environment, stage: start = startStage }: Room): Promise<Played> {
  await using stage = await start();
  const retries = { CODAT_RETRY_INITIAL_INTERVAL_MS: String(initialIntervalMs) };
  await using server = await converse({ ...stage.environment, ...retries, ...environment });
  const played: { name: string; seen: Seen; requests: number }[] = [];
  const ended: { row: Row; after: Row }[] = [];
  const rests: Promise<void>[] = [];

  const ask = async (fault: FaultCase) => {
    const companyId = companyIdOf(played.length);
    const seen = stage.open(companyId, fault);
    const record = { name: fault.name, seen, requests: 0 };
    played.push(record);
    const answer = await call(server, companyId, fault);
    const row = judge(fault, answer, seen);
    record.requests = seen.attempts.length;
    rests.push(
      atRest(seen, fault.expect.restMs).catch((error: Error) => void row.failures.push(error.message)),
    );
    return { row, answer };
  };

  // The first call also loads modules.
  await ask(ordinary);
  await inLanes(lanes, cases, async (fault) => {
    // After a lost response, every further call would wait for its timeout.
    if (server.totals().lost > 0) return;
    const { row } = await ask(fault);
    const { row: after, answer } = await ask(ordinary);
    if (!isOrdinary(answer)) after.failures.push("The result differs.");
    ended.push({ row, after });
  });
  await Promise.all(rests);

  const late = played.filter(({ seen, requests }) => seen.attempts.length > requests);
  const busy = stage.busySockets();
  await server.end();
  return {
    rows: new Map(ended.map(({ row, after }) => [row.name, withAfter(row, after)])),
    totals: server.totals(),
    failures: [
      ...server.impurities(),
      ...stage.strays.map((stray) => `Unexpected request: ${stray}.`),
      ...late.map(({ name }) => `${name}: a request was sent after the result.`),
      ...(busy > 0 ? [`${busy} sockets are still open.`] : []),
    ],
  };
}

function withAfter(row: Row, after: Row): Row {
  const failures = after.failures.map((sentence) => `${after.name}: ${sentence}`);
  return { ...row, failures: [...row.failures, ...failures] };
}

function call(
  server: Conversation,
  companyId: string,
  { file, retries }: FaultCase,
): Promise<Answer | undefined> {
  const { connectionId, customerId, attachmentId } = ids;
  const target = { companyId, customerId };
  return server.ask("tools/call", {
    name: file ? "download_customer_attachment" : "get_customer",
    arguments: file ? { ...target, connectionId, attachmentId, format: "base64" } : target,
    ...(retries && { _meta: { "codat-customers-mcp/retries": retries } }),
  });
}

function atRest({ owed }: Seen, withinMs = 5000): Promise<void> {
  const check = () => {
    if (owed.size > 0) throw new Error(`${owed.size} sockets are still open.`);
  };
  return vi.waitFor(check, withinMs);
}

// A new company for each call, because calls for a company are rejected after a 429.
function companyIdOf(nth: number): string {
  return `00000000-0000-4000-8000-${String(nth).padStart(12, "0")}`;
}

function isOrdinary(answer: Answer | undefined): boolean {
  const { structuredContent = {} } = answer?.result ?? {};
  return JSON.stringify(structuredContent) === JSON.stringify(ordinaryAnswer);
}
