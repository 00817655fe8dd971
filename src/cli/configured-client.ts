import { advice } from "../base/advice.ts";
import { ToolError } from "../base/tool-error.ts";
import { type Client, createClient, type Dispatcher, type Guard, type Upstream } from "../codat/client.ts";
import { createCredential } from "../codat/credential.ts";
import { wayTo } from "../codat/proxy-rule.ts";
import type { Redactor } from "../codat/redact.ts";
import { permitRoute } from "../guard/company-restriction.ts";
import { createMask, type Mask } from "../guard/mask.ts";
import type { KeySource, Settings } from "../settings/index.ts";
import { loadSandbox, type Sandbox } from "./sandbox-module.ts";

/** The client that the settings describe, of Codat or of the sandbox. */
export interface ConfiguredClient {
  client: Client;
  /** Where it sends its requests; starts the sandbox if the settings ask for it. */
  upstream: () => Promise<Upstream>;
  /** What it masks its answers with. */
  mask: Mask;
  /** Stops the sandbox, if there is one. */
  close: () => Promise<void>;
}

export interface ClientDeps {
  version: string;
  /** Undefined if no key is set. */
  keySource: KeySource | undefined;
  redactor: Redactor;
  /** The built file of src/codat/proxy.ts, loaded only if requests go through a proxy. */
  proxyModule: URL;
  /** The built file of src/sandbox/index.ts, loaded only for the sandbox. */
  sandboxModule: URL;
}

/** Touches nothing until the first call. */
export function createConfiguredClient(
  settings: Settings,
  { version, keySource, redactor, proxyModule, sandboxModule }: ClientDeps,
): ConfiguredClient {
  const mask = createMask(settings.mask);
  let running: Promise<Sandbox> | undefined;
  let found: Promise<Upstream> | undefined;
  const find = async (): Promise<Upstream> => {
    if (!settings.sandbox) {
      const { baseUrl } = settings;
      const credential = createCredential(keySource, redactor);
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
    guard: guardOf(settings, mask),
  });
  return {
    client,
    upstream,
    mask,
    close: async () => {
      await (await running)?.close();
    },
  };
}

function guardOf({ companyIds }: Settings, mask: Mask): Guard {
  return {
    permit(route, query) {
      permitRoute(companyIds, route);
      mask.permit(route, query);
    },
    cleanAnswer: mask.json,
    cleanMessage: mask.message,
  };
}

// What src/codat/proxy.ts exports, in the types of Node's own fetch, which is of an older undici.
interface ProxyModule {
  proxyDispatcher(address: string): Dispatcher;
}

async function dispatcherFor(
  { baseUrl, proxies }: Settings,
  proxyModule: URL,
): Promise<Dispatcher | undefined> {
  const { through: proxy } = wayTo(baseUrl, proxies);
  if (!proxy) return undefined;
  const { proxyDispatcher }: ProxyModule = await import(proxyModule.href);
  try {
    return proxyDispatcher(proxy.address);
  } catch (cause) {
    throw new ToolError(
      "not_configured",
      "HTTPS_PROXY or HTTP_PROXY does not hold the address of a proxy, so nothing was asked of Codat.",
      { advice: advice.proxyAddress, cause },
    );
  }
}
