/** The path of an audit log, with `%h` replaced by the host's name and `%p` by the process id. */
export function pathOf(path: string, { host, pid }: { host: string; pid: number }): string {
  const safeHost = host.replace(/[^\w.-]/g, "_");
  return path.replace(/%[hp]/g, (name) => (name === "%h" ? safeHost : String(pid)));
}
