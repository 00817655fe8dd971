// On SIGUSR2, writes the bytes of heap and buffers in use after a garbage collection to stderr.
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc");

process.on("SIGUSR2", async () => {
  // Buffers are freed one turn after their collection.
  for (let turn = 0; turn < 3; turn++) {
    collect();
    await new Promise((resolve) => setImmediate(resolve));
  }
  const { heapUsed, external, arrayBuffers } = process.memoryUsage();
  process.stderr.write(`used=${heapUsed + external + arrayBuffers}\n`);
});
