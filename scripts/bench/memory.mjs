// A process's memory as the system reports it. Only Linux reports the peak of another process.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

/** Resident memory in MiB. */
export function residentMiB(pid) {
  if (process.platform === "linux") return fromStatus(pid, "VmRSS");
  return Number(execFileSync("ps", ["-o", "rss=", "-p", String(pid)], { encoding: "utf8" })) / 1024;
}

/** Peak resident memory in MiB; undefined if the system does not report it. */
export function peakMiB(pid) {
  return process.platform === "linux" ? fromStatus(pid, "VmHWM") : undefined;
}

function fromStatus(pid, field) {
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  return Number(new RegExp(`^${field}:\\s+(\\d+) kB$`, "m").exec(status)[1]) / 1024;
}
