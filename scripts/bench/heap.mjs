// Whether the heap stays level over many calls on stdio: `npm run heap -- --calls 20000` is quicker.
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { keepInFlight, times } from "../../test/http/trials/calls.mjs";
import { startServer } from "./connection.mjs";
import { residentMiB } from "./memory.mjs";
import { getCustomer, pageOf } from "./requests.mjs";
import { startUpstream } from "./upstream.mjs";

const mebibyte = 1024 * 1024;
const atOnce = 32;
const samples = 10;
// By then V8 has optimized what each call runs, and each cache has its entries.
const warmUpCalls = 10_000;
// One object that stays after each call would take more.
const mostRiseBytesPerCall = 24;
// With fewer, what is just in use differs by more.
const fewestCalls = 10_000;
const longestSampleMs = 60_000;
const file = (path) => fileURLToPath(new URL(path, import.meta.url));

const calls = readCalls();
if (calls === undefined) process.exitCode = 2;
else process.exitCode = (await measure(calls)) ? 0 : 1;

function readCalls() {
  try {
    const { values } = parseArgs({ options: { calls: { type: "string", default: "100000" } } });
    const count = Number(values.calls);
    if (Number.isInteger(count) && count >= fewestCalls) return count;
    throw new Error(`--calls must be a whole number from ${fewestCalls}.`);
  } catch (error) {
    process.stderr.write(`${error.message}\n`);
    return undefined;
  }
}

/** Prints the heap after the warm-up and after each tenth of the calls. Returns whether it stays level. */
async function measure(calls) {
  const folder = await mkdtemp(join(tmpdir(), "codat-heap-"));
  const upstream = await startUpstream();
  const heapFile = join(folder, "heap.json");
  const server = startServer(file("heap-server.mjs"), {
    ...upstream.settings,
    HEAP_FILE: heapFile,
    SERVER_FILE: new URL("../../dist/main.mjs", import.meta.url).href,
  });
  const perSample = Math.round(calls / samples);
  try {
    await server.open();
    const heap = [];
    for (const count of [warmUpCalls, ...Array(samples).fill(perSample)]) {
      await keepInFlight(atOnce, times(count, callIn(server)));
      heap.push(await heapMiB(server.pid, heapFile));
      process.stdout.write(
        `${heap.at(-1).toFixed(2)} MiB of heap, ${residentMiB(server.pid).toFixed(0)} resident\n`,
      );
    }
    // Single samples differ by what is just in use.
    const half = samples / 2;
    const riseMiB = medianOf(heap.slice(-half)) - medianOf(heap.slice(1, 1 + half));
    const bytesPerCall = (riseMiB * mebibyte) / (half * perSample);
    const holds = bytesPerCall <= mostRiseBytesPerCall;
    process.stdout.write(
      `${holds ? "held  " : "FAILED"}  ${calls} calls: ${riseMiB.toFixed(2)} MiB more heap in the later half than in the earlier, ${bytesPerCall.toFixed(1)} bytes per call; at most ${mostRiseBytesPerCall}\n`,
    );
    return holds;
  } finally {
    await server.close();
    upstream.close();
    await rm(folder, { recursive: true });
  }
}

/** One in ten reads a page, one in ten fails, one in ten is canceled and one in ten has retries of its own. */
function callIn(server) {
  let sent = 0;
  const page = pageOf(100);
  const unknown = { ...getCustomer.args, customerId: "unknown" };
  const retries = {
    "codat-customers-mcp/retries": { strategy: "backoff", backoff: { maxElapsedTime: 5000 } },
  };
  return async () => {
    const nth = sent++ % 10;
    if (nth === 0) return server.call("list_customers", page.args);
    if (nth === 1) return server.askAndCancel(getCustomer.name, getCustomer.args);
    const isUnknown = nth === 2;
    const args = isUnknown ? unknown : getCustomer.args;
    const { isError = false } = await server.ask(getCustomer.name, args, nth === 3 ? retries : undefined);
    if (isError !== isUnknown) throw new Error("A call had another result than expected.");
  };
}

function medianOf(values) {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)];
}

async function heapMiB(pid, heapFile) {
  await rm(heapFile, { force: true });
  process.kill(pid, "SIGUSR2");
  for (const until = performance.now() + longestSampleMs; performance.now() < until; await delay(50)) {
    const text = await readFile(heapFile, "utf8").catch(() => "");
    if (!text.endsWith("}")) continue;
    const { heapUsed, external } = JSON.parse(text);
    return (heapUsed + external) / mebibyte;
  }
  throw new Error("The server did not report its heap.");
}
