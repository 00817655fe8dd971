import { Semaphore } from "../base/semaphore.ts";
import { createSend, type Send, type Upstream } from "../codat/client.ts";
import { createCredential } from "../codat/credential.ts";
import { createQuota, type Quota } from "../codat/quota.ts";
import type { Redactor } from "../codat/redact.ts";
import type { KeySource, Settings } from "../settings/index.ts";
import { dispatcherFor } from "./proxy-dispatcher.ts";
import { loadSandbox, type Sandbox } from "./sandbox-module.ts";

/** What all grants of a process share: the key, and one queue, throttle and quota of requests to Codat or to the sandbox. */
export interface Shared {
  send: Send;
  /** Where requests go. Starts the sandbox if the settings ask for it. */
  upstream: () => Promise<Upstream>;
  /** How many requests Codat still allows today. */
  quota: Quota;
  /** Stops the sandbox, if there is one. */
  close: () => Promise<void>;
}

export interface SharedDeps {
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
export function createShared(
  settings: Settings,
  { version, keySource, redactor, warn, proxyModule, sandboxModule }: SharedDeps,
): Shared {
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
  const send = createSend({
    upstream,
    userAgent: `codat-customers-mcp/${version}`,
    semaphore: new Semaphore(settings.maxConcurrency),
    quota,
    redact: redactor.redact,
  });
  return {
    send,
    upstream,
    quota,
    close: async () => {
      await (await running?.catch(() => undefined))?.close();
    },
  };
}
