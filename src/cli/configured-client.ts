import { type Client, createClient, type Dispatcher, type Guard, type Upstream } from "../codat/client.ts";
import { createCredential } from "../codat/credential.ts";
import { CodatError } from "../codat/error.ts";
import type { Proxies } from "../codat/proxy.ts";
import type { Redactor } from "../codat/redact.ts";
import { permitRoute } from "../guard/company-restriction.ts";
import { createMask, type Mask } from "../guard/mask.ts";
import { keySourceOf, retriesOf, type Settings } from "../settings/index.ts";
import { isLoopback } from "../settings/parsers.ts";
import { loadSandbox, type Sandbox } from "./sandbox-module.ts";

/** The client that the settings describe, of Codat or of the sandbox. */
export interface ConfiguredClient {
  client: Client;
  /** Where it sends its requests; starts the sandbox if that is what it asks. */
  upstream: () => Promise<Upstream>;
  /** What it masks its answers with. */
  mask: Mask;
  /** Ends the sandbox, where there is one. */
  close: () => Promise<void>;
}

export interface ClientDeps {
  version: string;
  redactor: Redactor;
  /** The file of src/codat/proxy.ts, built: loaded only where a proxy is set. */
  proxyModule: URL;
  /** The file of src/sandbox/index.ts, built: loaded only with the sandbox. */
  sandboxModule: URL;
}

/** Touches nothing until the first call. */
export function clientOf(
  settings: Settings,
  { version, redactor, proxyModule, sandboxModule }: ClientDeps,
): ConfiguredClient {
  const mask = createMask(settings.mask);
  let running: Promise<Sandbox> | undefined;
  let found: Promise<Upstream> | undefined;
  const find = async (): Promise<Upstream> => {
    const { redact } = redactor;
    const texts = { redact, redactSaid: (text: string) => mask.text(redact(text)) };
    if (!settings.sandbox) {
      const credential = createCredential(keySourceOf(settings), redactor);
      const { baseUrl, proxies } = settings;
      return {
        baseUrl,
        credential,
        ...texts,
        dispatcher:
          proxies && mayGoThrough(baseUrl, proxies) ? await dispatcherOf(proxies, proxyModule) : undefined,
      };
    }
    running = loadSandbox(sandboxModule).then(({ startSandbox }) => startSandbox());
    const { baseUrl, apiKey } = await running;
    return { baseUrl: new URL(baseUrl), credential: createCredential({ key: apiKey }, redactor), ...texts };
  };
  const upstream = () => {
    found ??= find();
    return found;
  };
  const deps = {
    upstream,
    userAgent: `codat-customers-mcp/${version}`,
    guard: guardOf(settings, mask),
  };
  return {
    client: createClient({ ...settings, retries: retriesOf(settings) }, deps),
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
    cleaned: mask.json,
  };
}

// What is allowed on loopback (http, unverified certificates) must not leave this machine by a proxy on another.
function mayGoThrough(baseUrl: URL, { httpProxy, httpsProxy }: Proxies): boolean {
  if (!isLoopback(baseUrl)) return true;
  return [httpProxy, httpsProxy].every(
    (proxy) => !proxy || !URL.canParse(proxy) || isLoopback(new URL(proxy)),
  );
}

// What src/codat/proxy.ts exports, in the types of Node's own fetch, which is of an older undici.
interface ProxyModule {
  proxyDispatcher(proxies: Proxies): Dispatcher;
}

async function dispatcherOf(proxies: Proxies, proxyModule: URL): Promise<Dispatcher> {
  const { proxyDispatcher }: ProxyModule = await import(proxyModule.href);
  try {
    return proxyDispatcher(proxies);
  } catch (cause) {
    throw new CodatError(
      "not_configured",
      "HTTPS_PROXY or HTTP_PROXY does not hold the address of a proxy, so nothing was asked of Codat.",
      {
        advice:
          "The operator must set it to the address of a proxy, such as http://proxy.example:3128, or to nothing.",
        cause,
      },
    );
  }
}
