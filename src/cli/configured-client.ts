import { advice } from "../base/advice.ts";
import { codeOf } from "../base/error-trace.ts";
import { incompleteInstall } from "../base/incomplete-install.ts";
import { ToolError } from "../base/tool-error.ts";
import { type Client, createClient, type Dispatcher, type Upstream } from "../codat/client.ts";
import { createCredential } from "../codat/credential.ts";
import { wayTo } from "../codat/proxy-rule.ts";
import { createQuota, type Quota } from "../codat/quota.ts";
import type { Redactor } from "../codat/redact.ts";
import { createGuard } from "../guard/guard.ts";
import { createMask, type Mask } from "../guard/mask/mask.ts";
import type { KeySource, Settings } from "../settings/index.ts";
import { loadSandbox, type Sandbox } from "./sandbox-module.ts";

/** The client that the settings define, for Codat or for the sandbox. */
export interface ConfiguredClient {
  client: Client;
  /** Where it sends its requests. Starts the sandbox if the settings ask for it. */
  upstream: () => Promise<Upstream>;
  /** Masks its responses. */
  mask: Mask;
  /** How many requests Codat still allows today. */
  quota: Quota;
  /** Stops the sandbox, if there is one. */
  close: () => Promise<void>;
}

export interface ClientDeps {
  version: string;
  /** Undefined if no key is set. */
  keySource: KeySource | undefined;
  redactor: Redactor;
  /** Receives sentences for the operator. */
  warn?: (sentence: string) => void;
  /** The built src/codat/proxy.ts, loaded only if requests go through a proxy. */
  proxyModule: URL;
  /** The built src/sandbox/index.ts, loaded only for the sandbox. */
  sandboxModule: URL;
}

/** Opens and reads nothing until the first call. */
export function createConfiguredClient(
  settings: Settings,
  { version, keySource, redactor, warn, proxyModule, sandboxModule }: ClientDeps,
): ConfiguredClient {
  const mask = createMask(settings.mask);
  const quota = createQuota(settings.quotaReserve);
  let running: Promise<Sandbox> | undefined;
  let found: Promise<Upstream> | undefined;
  const find = async (): Promise<Upstream> => {
    if (!settings.sandbox) {
      const { baseUrl } = settings;
      const credential = createCredential(keySource, redactor, warn);
      return { baseUrl, credential, dispatcher: await dispatcherFor(settings, proxyModule) };
    }
    running = loadSandbox(sandboxModule).then(({ startSandbox }) => startSandbox());
    const { baseUrl, apiKey } = await running;
    return { baseUrl: new URL(baseUrl), credential: createCredential({ key: apiKey }, redactor) };
  };
  const upstream = () => {
    found ??= find();
    return found;
  };
  const client = createClient(settings, {
    upstream,
    userAgent: `codat-customers-mcp/${version}`,
    redact: redactor.redact,
    guard: createGuard(settings, mask),
    quota,
  });
  return {
    client,
    upstream,
    mask,
    quota,
    close: async () => {
      await (await running?.catch(() => undefined))?.close();
    },
  };
}

// The exports of src/codat/proxy.ts, in the types of Node's fetch, which has an older undici.
interface ProxyModule {
  proxyDispatcher(address: string): Dispatcher;
}

async function dispatcherFor(
  { baseUrl, proxies }: Settings,
  proxyModule: URL,
): Promise<Dispatcher | undefined> {
  const { through: proxy } = wayTo(baseUrl, proxies);
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
