// Three replicas behind nginx: one is killed and one drained during 1,000 calls, and then all are replaced under load.
import { randomBytes } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { Agent } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { callOf, judge, keepInFlight, post } from "./calls.mjs";
import { startCodat } from "./codat.mjs";
import { freePort } from "./free-port.mjs";
import { makeToken } from "./make-token.mjs";
import { hasNginx, startNginx } from "./nginx.mjs";
import { startService } from "./service.mjs";

const atOnce = 32;
const calls = 1000;
const longestMs = 180_000;

if (hasNginx()) {
  setTimeout(() => {
    print(`The trial did not end within ${longestMs / 1000} s.`);
    process.exit(1);
  }, longestMs).unref();
  process.exitCode = (await tryReplicas()) ? 0 : 1;
} else {
  print("nginx is not installed, so nothing was tried. Install it: apt-get install nginx.");
}

async function tryReplicas() {
  const folder = await mkdtemp(join(tmpdir(), "codat-replicas-"));
  const codat = await startCodat({ waitMs: 150 });
  const tokens = Array.from({ length: 4 }, (_, nth) => makeToken(`agent-${nth + 1}`));
  const tokensFile = join(folder, "tokens.json");
  await writeFile(tokensFile, JSON.stringify(tokens.map(({ entry }) => entry)), { mode: 0o600 });
  const ports = await Promise.all(Array.from({ length: 4 }, freePort));
  const settings = {
    ...codat.settings,
    CODAT_HTTP_TOKENS_FILE: tokensFile,
    CODAT_HTTP_ALLOWED_HOSTS: "localhost",
    CODAT_HTTP_REPLICAS: "3",
    CODAT_MAX_CONCURRENCY: "48",
    CODAT_HTTP_CALLS_IN_FLIGHT: "1000",
    CODAT_HTTP_CALLS_PER_MINUTE: "100000",
    CODAT_MASK: "email",
    CODAT_MASK_SECRET: randomBytes(32).toString("base64"),
  };
  const start = (port) => startService({ ...settings, CODAT_HTTP_PORT: String(port) });
  const [port, ...replicaPorts] = ports;
  const replicas = await Promise.all(replicaPorts.map(start));
  const nginx = await startNginx({ port, replicaPorts });
  const client = await connect(nginx, tokens);
  try {
    const refusals = await refusesOtherHosts(nginx);
    const events = new Map([
      [calls * 0.3, () => replicas[0].kill("SIGKILL")],
      [calls * 0.6, () => replicas[1].kill("SIGTERM")],
    ]);
    const first = await client.load((sent) => {
      events.get(sent)?.();
      return sent < calls;
    });
    print(`${first.text}: one replica of three killed, one drained`);
    const drained = await replicas[1].exited;
    replicas[0] = await start(replicaPorts[0]);
    replicas[1] = await start(replicaPorts[1]);
    let isReplacing = true;
    const replaced = replaceAll(replicas, replicaPorts, start).finally(() => {
      isReplacing = false;
    });
    const second = await client.load(() => isReplacing);
    await replaced;
    print(`${second.text}: all three replicas replaced, one after another`);
    const tags = new Set([...first.tags, ...second.tags]);
    print(`${tags.size} tag of one masked value from all replicas`);
    print(`${refusals} of 2 requests for another host refused`);
    const held = [
      first.lost === 0,
      first.twice === 0,
      drained[0] === 0,
      second.lost === 0,
      second.twice === 0,
      tags.size === 1,
      refusals === 2,
    ];
    const holding = held.filter(Boolean).length;
    print(`${holding} of ${held.length} held`);
    if (holding < held.length) print(await nginx.problems());
    return holding === held.length;
  } finally {
    await Promise.all(replicas.map((replica) => replica.stop()));
    await nginx.stop();
    codat.close();
    await rm(folder, { recursive: true });
  }
}

async function replaceAll(replicas, ports, start) {
  for (const [nth, port] of ports.entries()) {
    replicas[nth].kill("SIGTERM");
    await replicas[nth].exited;
    replicas[nth] = await start(port);
  }
}

/** A client of the endpoint behind nginx that keeps its connections. */
async function connect({ url, ca }, tokens) {
  const agent = new Agent({ keepAlive: true, maxSockets: atOnce, ca });
  let lastId = 0;
  const call = async (state) => {
    const id = ++lastId;
    const sent = { id, customerId: `customer-${id}` };
    const { token } = tokens[id % tokens.length];
    const headers = { authorization: `Bearer ${token}` };
    const answer = await post(url, callOf(sent.customerId, id), { agent, headers }).catch(({ message }) => ({
      status: message,
    }));
    const outcome = judge(answer, sent, state.tags);
    state.outcomes.set(outcome, (state.outcomes.get(outcome) ?? 0) + 1);
    if (outcome === "ok" && state.answered.has(sent.customerId)) state.twice++;
    state.answered.add(sent.customerId);
  };
  await untilReady(() => post(url, callOf("ready"), { agent }));
  return {
    /** Keeps calls in flight while `goesOn`, given the number of calls so far, is true. */
    async load(goesOn) {
      const state = { outcomes: new Map(), answered: new Set(), tags: new Set(), twice: 0 };
      let sent = 0;
      await keepInFlight(atOnce, () => {
        if (!goesOn(sent)) return undefined;
        sent++;
        return () => call(state);
      });
      const lost = sent - (state.outcomes.get("ok") ?? 0);
      const reasons = [...state.outcomes].filter(([outcome]) => outcome !== "ok");
      const explained = reasons.map(([outcome, count]) => ` (${count}: ${outcome})`).join("");
      const text = `${sent} calls, ${lost} lost${explained}, ${state.twice} answered twice`;
      return { text, lost, twice: state.twice, tags: state.tags };
    },
  };
}

/** A request with another server name, and one with only another Host header. */
async function refusesOtherHosts({ url, ca }) {
  const attempts = [
    { ca, servername: "other.example" },
    { ca, headers: { host: "other.example" } },
  ];
  const outcomes = await Promise.allSettled(attempts.map((options) => post(url, callOf("any"), options)));
  return outcomes.filter(({ status }) => status === "rejected").length;
}

async function untilReady(attempt) {
  for (let nth = 0; nth < 100; nth++) {
    const isUp = await attempt().then(
      () => true,
      () => false,
    );
    if (isUp) return;
    await wait(100);
  }
  throw new Error("nginx did not start.");
}

function print(line) {
  process.stdout.write(`${line}\n`);
}
