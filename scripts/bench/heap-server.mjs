// The server of heap.mjs: at SIGUSR2 it collects garbage and writes how large its heap is.
import { writeFileSync } from "node:fs";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc");

process.on("SIGUSR2", () => {
  collect();
  collect();
  const { heapUsed, external } = process.memoryUsage();
  writeFileSync(process.env.HEAP_FILE, JSON.stringify({ heapUsed, external }));
});

await import(process.env.SERVER_FILE);
