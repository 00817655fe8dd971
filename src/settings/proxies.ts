/** A proxy, and the variable that sets it. */
export interface ProxyAddress {
  variable: string;
  /** With its scheme. May hold a user name and a password. */
  address: string;
}

/** The proxies in the environment. */
export interface Proxies {
  http: ProxyAddress | undefined;
  https: ProxyAddress | undefined;
  /** Hosts that bypass the proxy: NO_PROXY, unparsed. */
  noProxy: string;
}

/** Reads the proxies as other programs do: lowercase names first, an empty value is unset, `http://` is optional. */
export function proxiesIn(environment: NodeJS.ProcessEnv): Proxies {
  const variableOf = (name: string) =>
    [name.toLowerCase(), name].find((variable) => environment[variable]?.trim());
  const proxyOf = (name: string): ProxyAddress | undefined => {
    const variable = variableOf(name);
    const address = environment[variable ?? ""]?.trim() ?? "";
    return variable
      ? { variable, address: address.replace(/^(?![a-z][a-z0-9+.-]*:\/\/)/i, "http://") }
      : undefined;
  };
  const noProxy = environment[variableOf("NO_PROXY") ?? ""]?.trim() ?? "";
  return { http: proxyOf("HTTP_PROXY"), https: proxyOf("HTTPS_PROXY"), noProxy };
}
