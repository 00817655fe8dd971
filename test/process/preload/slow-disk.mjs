// Simulates a disk with slow writes, so that incoming data has to wait.
import { open } from "node:fs/promises";

const file = await open(process.execPath);
const prototype = Object.getPrototypeOf(file);
await file.close();

const { write } = prototype;
prototype.write = async function (...args) {
  await new Promise((resolve) => setTimeout(resolve, 250));
  return write.apply(this, args);
};
