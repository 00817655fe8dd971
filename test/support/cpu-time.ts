/** The CPU time in milliseconds that this process takes to run something: other processes do not count. */
export function cpuMs(run: () => unknown): number {
  const before = process.cpuUsage();
  run();
  return cpuMsSince(before);
}

/** The CPU time of this process in milliseconds since an earlier `process.cpuUsage()`. */
export function cpuMsSince(before: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}
