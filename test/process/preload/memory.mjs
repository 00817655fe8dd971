// On SIGUSR2 stderr is told how many bytes of heap and buffers are used after a collection.
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc");

process.on("SIGUSR2", async () => {
  // Buffers are freed a turn after they are collected.
  for (let turn = 0; turn < 3; turn++) {
    collect();
    await new Promise((resolve) => setImmediate(resolve));
  }
  const { heapUsed, external, arrayBuffers } = process.memoryUsage();
  process.stderr.write(`used=${heapUsed + external + arrayBuffers}\n`);
});
