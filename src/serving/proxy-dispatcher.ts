import { advice } from "../base/advice.ts";
import { codeOf } from "../base/error-trace.ts";
import { incompleteInstall } from "../base/incomplete-install.ts";
import { ToolError } from "../base/tool-error.ts";
import type { Dispatcher } from "../codat/client.ts";
import { wayTo } from "../codat/proxy-rule.ts";
import type { Settings } from "../settings/index.ts";

// The exports of src/codat/proxy.ts, in the types of Node's fetch, which has an older undici.
interface ProxyModule {
  proxyDispatcher(address: string): Dispatcher;
}

/** The dispatcher of requests to a URL that go through a proxy. Throws `not_configured` for an invalid address. */
export async function dispatcherFor(
  url: URL,
  { proxies }: Pick<Settings, "proxies">,
  proxyModule: URL,
): Promise<Dispatcher | undefined> {
  const { through: proxy } = wayTo(url, proxies);
  if (!proxy) return undefined;
  const { proxyDispatcher } = await loadProxyModule(proxyModule);
  try {
    return proxyDispatcher(proxy.address);
  } catch (cause) {
    throw new ToolError(
      "not_configured",
      "HTTPS_PROXY or HTTP_PROXY is not a valid proxy address, so no request was sent to Codat.",
      { advice: advice.proxyAddress, cause },
    );
  }
}

async function loadProxyModule(proxyModule: URL): Promise<ProxyModule> {
  try {
    return await import(proxyModule.href);
  } catch (cause) {
    if (codeOf(cause) !== "ERR_MODULE_NOT_FOUND") throw cause;
    throw new ToolError(
      "not_configured",
      `${incompleteInstall(["proxy.mjs"], "HTTPS_PROXY and HTTP_PROXY need")} No request was sent to Codat.`,
      { advice: advice.wholePackage, cause },
    );
  }
}
