import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { codeOf } from "../../base/error-trace.ts";
import { SettingError, type Settings } from "../../settings/index.ts";

/** Starts to listen. Returns the URL of the endpoint. Throws SettingError. */
export async function listen(
  server: Server,
  { httpHost, httpPort }: Pick<Settings, "httpHost" | "httpPort">,
): Promise<URL> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject).listen({ host: httpHost, port: httpPort }, () => {
      server.off("error", reject);
      resolve();
    });
  }).catch((error) => {
    throw new SettingError(problemOf(codeOf(error), httpHost, httpPort));
  });
  const { address, port } = server.address() as AddressInfo;
  return new URL(`http://${address.includes(":") ? `[${address}]` : address}:${port}/mcp`);
}

function problemOf(code: string, host: string, port: number): string {
  if (code === "EADDRINUSE") {
    return `Port ${port} of ${host} is in use. Set CODAT_HTTP_PORT to another port, or to 0 for any free one.`;
  }
  if (code === "EACCES") {
    return `This user must not listen on port ${port}. Set CODAT_HTTP_PORT to a port above 1023.`;
  }
  if (code === "EADDRNOTAVAIL" || code === "EAFNOSUPPORT" || code === "EINVAL") {
    return `This machine does not have the address ${host}. Set CODAT_HTTP_HOST to one of its addresses, such as 127.0.0.1.`;
  }
  return `Cannot listen on port ${port} of ${host} (${code || "unknown error"}). Check CODAT_HTTP_HOST and CODAT_HTTP_PORT.`;
}
