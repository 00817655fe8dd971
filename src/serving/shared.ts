import { extractionJobs } from "../attachments/worker-turn.ts";
import { CachePool } from "../base/cache-pool.ts";
import { mebibyte } from "../base/limits.ts";
import { Semaphore } from "../base/semaphore.ts";
import type { Tracing } from "../base/tracing.ts";
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
  /** What is running and waiting now. */
  load: () => Load;
  /** Limits the texts and files that all grants keep. */
  filePool: CachePool;
  /** Stops the sandbox, if there is one. */
  close: () => Promise<void>;
}

/** What a process does now. */
export interface Load {
  /** Requests to Codat. */
  upstream: { running: number; waiting: number };
  /** Files that are read or drawn. */
  extraction: { running: number; waiting: number };
  /** Undefined if not known. */
  quotaLeft: number | undefined;
}

export interface SharedDeps {
  version: string;
  /** Undefined if no key is set. */
  keySource: KeySource | undefined;
  redactor: Redactor;
  /** Records calls and requests as spans; undefined if that is off. Closed with the serving. */
  tracing?: Tracing | undefined;
  /** Receives sentences for the operator. */
  warn?: (sentence: string) => void;
  /** Receives the status of every request to Codat when it ends: undefined without a response. */
  onAttempt?: ((status: number | undefined) => void) | undefined;
  /** The built src/codat/proxy.ts, loaded only if requests go through a proxy. */
  proxyModule: URL;
  /** The built src/sandbox/index.ts, loaded only for the sandbox. */
  sandboxModule: URL;
}

// Hundreds of grants that keep texts and files would otherwise exhaust the memory.
const poolBytes = 192 * mebibyte;

/** Opens and reads nothing until the first call. */
export function createShared(
  settings: Settings,
  { version, keySource, redactor, tracing, warn, onAttempt, proxyModule, sandboxModule }: SharedDeps,
): Shared {
  const quota = createQuota(settings.quotaReserve);
  let running: Promise<Sandbox> | undefined;
  let found: Promise<Upstream> | undefined;
  const find = async (): Promise<Upstream> => {
    if (!settings.sandbox) {
      const { baseUrl } = settings;
      const credential = createCredential(keySource, redactor, warn);
      return { baseUrl, credential, dispatcher: await dispatcherFor(baseUrl, settings, proxyModule) };
    }
    running = loadSandbox(sandboxModule).then(({ startSandbox }) => startSandbox());
    const { baseUrl, apiKey } = await running;
    return { baseUrl: new URL(baseUrl), credential: createCredential({ key: apiKey }, redactor) };
  };
  const upstream = () => {
    found ??= find();
    return found;
  };
  const semaphore = new Semaphore(settings.maxConcurrency);
  const send = createSend({
    upstream,
    userAgent: `codat-customers-mcp/${version}`,
    semaphore,
    quota,
    redact: redactor.redact,
    tracing,
    onAttempt,
  });
  return {
    send,
    upstream,
    quota,
    filePool: new CachePool(poolBytes),
    load: () => ({
      upstream: { running: semaphore.held, waiting: semaphore.waiting },
      extraction: extractionJobs(),
      quotaLeft: quota.state()?.left,
    }),
    close: async () => {
      await (await running?.catch(() => undefined))?.close();
    },
  };
}
