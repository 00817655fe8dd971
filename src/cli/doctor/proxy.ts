import { isLoopback } from "../../settings/parsers.ts";
import { type Check, ok, warning } from "./check.ts";
import type { Runtime } from "./node.ts";

/** What is found of a proxy, and whether requests go through it. */
export interface ProxyFound {
  check: Check;
  isUsed: boolean;
}

/** Whether a proxy is set for that URL; this server goes through it on every Node. */
export function proxyCheck(url: URL, { environment }: Runtime): ProxyFound {
  const variable = proxyVariable(url.protocol, environment);
  if (!variable) return direct("No proxy is set for the base URL: requests go out directly.");
  const address = environment[variable] ?? "";
  const proxy = `${variable} names a proxy${addressIn(address)}`;
  const { hostname } = url;
  if (isExempt(url, environment)) {
    return direct(`${proxy}, and NO_PROXY exempts ${hostname}: requests go out directly.`);
  }
  if (isLoopback(url) && !(URL.canParse(address) && isLoopback(new URL(address)))) {
    return direct(`${proxy}, but ${hostname} is this machine itself: requests go out directly.`);
  }
  const message = `${proxy}, and requests go through it`;
  const check = isLoopback(url)
    ? warning(
        "proxy",
        `${message}, though they are meant for this machine itself.`,
        `Add ${hostname} to NO_PROXY.`,
      )
    : ok("proxy", `${message}: it looks up the host, and TLS is seen by the request to the API alone.`);
  return { check, isUsed: true };
}

function direct(message: string): ProxyFound {
  return { check: ok("proxy", message), isUsed: false };
}

// As undici reads them: the small letters first, and the proxy for http also for https that has none of its own.
function proxyVariable(protocol: string, environment: NodeJS.ProcessEnv): string | undefined {
  const secure = protocol === "https:" ? givenOf("https_proxy", environment) : undefined;
  return secure ?? givenOf("http_proxy", environment);
}

function givenOf(name: string, environment: NodeJS.ProcessEnv): string | undefined {
  return [name, name.toUpperCase()].find((each) => environment[each]?.trim());
}

// Host and port alone: the rest may be a user's name and password, also where it stands in the wrong place.
function addressIn(text: string): string {
  const written = /^[a-z][a-z0-9+.-]*:\/\//i.test(text.trim()) ? text.trim() : `http://${text.trim()}`;
  if (!URL.canParse(written)) return "";
  const { host, pathname, search, hash } = new URL(written);
  return host && /^\/?$/.test(pathname) && !search && !hash ? ` at ${host}` : "";
}

// As undici reads it: a name alone is that name, one after a point or a star is whatever ends in it.
function isExempt({ protocol, hostname, port }: URL, environment: NodeJS.ProcessEnv): boolean {
  const ownPort = port || (protocol === "https:" ? "443" : "80");
  const text = environment[givenOf("no_proxy", environment) ?? ""] ?? "";
  return text
    .toLowerCase()
    .split(/[\s,]+/)
    .filter(Boolean)
    .some((entry) => {
      const [, name = "", itsPort] = /^(.+?)(?::(\d+))?$/.exec(entry) ?? [];
      if (itsPort && itsPort !== ownPort) return false;
      return /^[.*]/.test(name) ? hostname.endsWith(name.replace(/^\*/, "")) : hostname === name;
    });
}
