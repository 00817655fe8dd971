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

/** Cases that are played to one server, so many at a time. */
export interface Room {
  name: string;
  cases: readonly FaultCase[];
  lanes: number;
  /** Settings of the server. */
  environment?: Record<string, string>;
  stage?: () => Promise<Stage>;
}

/** What came of a room's cases. */
export interface Played {
  rows: Map<string, Row>;
  totals: Totals;
  /** What was wrong after all of it, as sentences. */
  failures: string[];
}

/** What is asked after each fault: an ordinary call, which must work. */
const ordinary: FaultCase = { name: "An ordinary call", answer: well, expect: { kind: "ok", attempts: 1 } };
const ordinaryAnswer = { id: "A1D001", customerName: "Smith & Co" };

/** Plays all cases of a room, an ordinary call after each. */
export async function play({ cases, lanes, environment, stage: start = startStage }: Room): Promise<Played> {
  await using stage = await start();
  const retries = { CODAT_RETRY_INITIAL_INTERVAL_MS: String(initialIntervalMs) };
  await using server = await converse({ ...stage.environment, ...retries, ...environment });
  const asked: { name: string; seen: Seen; requests: number }[] = [];
  const ended: { row: Row; after: Row }[] = [];
  const rests: Promise<void>[] = [];

  const ask = async (fault: FaultCase) => {
    const companyId = companyIdOf(asked.length);
    const seen = stage.open(companyId, fault);
    const record = { name: fault.name, seen, requests: 0 };
    asked.push(record);
    const answer = await call(server, companyId, fault);
    const row = judge(fault, answer, seen);
    record.requests = seen.attempts.length;
    rests.push(
      atRest(seen, fault.expect.restMs).catch((error: Error) => void row.failures.push(error.message)),
    );
    return { row, answer };
  };

  // The first call also loads what the server needs for it.
  await ask(ordinary);
  await inLanes(lanes, cases, async (fault) => {
    // Whoever has lost one would make all others wait for theirs.
    if (server.totals().lost > 0) return;
    const { row } = await ask(fault);
    const { row: after, answer } = await ask(ordinary);
    if (!isOrdinary(answer)) after.failures.push("It answers otherwise.");
    ended.push({ row, after });
  });
  await Promise.all(rests);

  const late = asked.filter(({ seen, requests }) => seen.attempts.length > requests);
  const busy = stage.busySockets();
  await server.end();
  return {
    rows: new Map(ended.map(({ row, after }) => [row.name, withAfter(row, after)])),
    totals: server.totals(),
    failures: [
      ...server.impurities(),
      ...stage.strays.map((stray) => `Nothing asked for ${stray}.`),
      ...late.map(({ name }) => `${name}: a request came after the answer.`),
      ...(busy > 0 ? [`${busy} sockets are left open.`] : []),
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
  const of = { companyId, customerId };
  return server.ask("tools/call", {
    name: file ? "download_customer_attachment" : "get_customer",
    arguments: file ? { ...of, connectionId, attachmentId } : of,
    ...(retries && { _meta: { "codat-customers-mcp/retries": retries } }),
  });
}

function atRest({ owed }: Seen, withinMs = 5000): Promise<void> {
  const check = () => {
    if (owed.size > 0) throw new Error(`${owed.size} sockets are left open.`);
  };
  return vi.waitFor(check, withinMs);
}

// A company of its own for each call: after a 429 the next ones for the same are refused.
function companyIdOf(nth: number): string {
  return `00000000-0000-4000-8000-${String(nth).padStart(12, "0")}`;
}

function isOrdinary(answer: Answer | undefined): boolean {
  const { structuredContent = {} } = answer?.result ?? {};
  return JSON.stringify(structuredContent) === JSON.stringify(ordinaryAnswer);
}
