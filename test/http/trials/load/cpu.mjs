import { readFileSync } from "node:fs";

const ticksPerSecond = 100;

/** The seconds of CPU that a process has used; undefined if the system does not report it. */
export function cpuSeconds(pid) {
  if (process.platform !== "linux") return undefined;
  // The name of the program, in brackets, may contain spaces.
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1].split(" ");
  return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
}
