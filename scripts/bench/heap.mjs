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
const warmUpShare = 0.1;
const mostRiseMiB = 1;
const longestSampleMs = 60_000;
const file = (path) => fileURLToPath(new URL(path, import.meta.url));

const { values } = parseArgs({ options: { calls: { type: "string", default: "100000" } } });
process.exitCode = (await measure(Number(values.calls))) ? 0 : 1;

/** Prints the heap after each tenth of the calls. Returns whether it stays level. */
async function measure(calls) {
  const folder = await mkdtemp(join(tmpdir(), "codat-heap-"));
  const upstream = await startUpstream();
  const heapFile = join(folder, "heap.json");
  const server = startServer(file("heap-server.mjs"), {
    ...upstream.settings,
    HEAP_FILE: heapFile,
    SERVER_FILE: new URL("../../dist/main.mjs", import.meta.url).href,
  });
  try {
    await server.open();
    const heap = [];
    for (const count of [
      calls * warmUpShare,
      ...Array(samples).fill((calls * (1 - warmUpShare)) / samples),
    ]) {
      await keepInFlight(atOnce, times(count, callIn(server)));
      heap.push(await heapMiB(server.pid, heapFile));
      process.stdout.write(
        `${heap.at(-1).toFixed(2)} MiB of heap, ${residentMiB(server.pid).toFixed(0)} resident\n`,
      );
    }
    // Single samples differ by what is just in use.
    const half = samples / 2;
    const rise = medianOf(heap.slice(-half)) - medianOf(heap.slice(1, 1 + half));
    const holds = rise <= mostRiseMiB;
    const sign = rise < 0 ? "" : "+";
    process.stdout.write(
      `${holds ? "held  " : "FAILED"}  ${calls} calls: ${sign}${rise.toFixed(2)} MiB of heap from the earlier half to the later; at most ${mostRiseMiB}\n`,
    );
    return holds;
  } finally {
    await server.close();
    upstream.close();
    await rm(folder, { recursive: true });
  }
}

/** One in ten reads a page, one in ten fails. */
function callIn(server) {
  let sent = 0;
  const page = pageOf(100);
  const unknown = { ...getCustomer.args, customerId: "unknown" };
  return async () => {
    const nth = sent++ % 10;
    if (nth === 0) return server.call("list_customers", page.args);
    const { isError = false } = await server.ask(getCustomer.name, nth === 1 ? unknown : getCustomer.args);
    if (isError !== (nth === 1)) throw new Error("A call had another result than expected.");
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
