// On SIGUSR2, writes the longest time in ms for which the event loop was blocked since the last signal to stderr: by the
// clock, and in processor time of this process, which other processes do not lengthen.
let latestAtMs = performance.now();
let latestCpu = process.cpuUsage();
let longestMs = 0;
let longestCpuMs = 0;

const measure = () => {
  const nowMs = performance.now();
  const { user, system } = process.cpuUsage(latestCpu);
  const ms = nowMs - latestAtMs;
  longestMs = Math.max(longestMs, ms);
  longestCpuMs = Math.max(longestCpuMs, Math.min(ms, (user + system) / 1000));
  latestAtMs = nowMs;
  latestCpu = process.cpuUsage();
};

setInterval(measure, 1).unref();

process.on("SIGUSR2", () => {
  measure();
  process.stderr.write(`blocked=${Math.round(longestMs)} cpu=${Math.round(longestCpuMs)}\n`);
  longestMs = 0;
  longestCpuMs = 0;
});
