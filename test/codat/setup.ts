import { inspect } from "node:util";
import { expect, vi } from "vitest";
import { copyTree } from "../../src/base/copy-tree.ts";
import { Semaphore } from "../../src/base/semaphore.ts";
import { ToolError } from "../../src/base/tool-error.ts";
import { collect } from "../../src/codat/body.ts";
import {
  type CallOptions,
  type Client,
  type ClientSettings,
  type Codat,
  createClient,
  createSend,
} from "../../src/codat/client.ts";
import { type CredentialSource, createCredential } from "../../src/codat/credential.ts";
import type { CodatError } from "../../src/codat/error.ts";
import type { JsonObject } from "../../src/codat/json-object.ts";
import { createQuota } from "../../src/codat/quota.ts";
import { createRedactor } from "../../src/codat/redact.ts";
import { companiesRoute, type Route, customerRoute as routeOf } from "../../src/codat/routes.ts";
import type { Retries } from "../../src/settings/index.ts";
import type { FaultServer } from "../support/fault-server.ts";

/** Its base64 contains +, / and padding. */
export const key = "fake~~key?for >>>tests? 01";
export const authorization = `Basic ${Buffer.from(key).toString("base64")}`;

/** Retries almost without waits. */
export const fast: Retries = {
  strategy: "backoff",
  backoff: { initialInterval: 1, maxInterval: 2, exponent: 2, maxElapsedTime: 10_000 },
  retryConnectionErrors: true,
};

/** A client of an upstream: three attempts of up to 5 s, almost without waits. */
export function clientOf(
  { baseUrl }: { baseUrl: URL },
  { maxConcurrency = 8, ...settings }: Partial<ClientSettings> & { maxConcurrency?: number } = {},
  source: CredentialSource | null = { key },
): Client {
  const redactor = createRedactor();
  const credential = createCredential(source ?? undefined, redactor);
  const defaults = { timeoutMs: 5000, deadlineMs: 8000, maxAttempts: 3, retries: fast };
  return createClient(
    { ...defaults, ...settings },
    {
      send: createSend({
        upstream: async () => ({ baseUrl, credential }),
        redact: redactor.redact,
        userAgent: "tests/1",
        quota: createQuota(0),
        semaphore: new Semaphore(maxConcurrency),
      }),
      guard: {
        permit: () => {},
        cleanAnswer: (_, answer) => copyTree(answer, undefined, asItIs),
        cleanMessage: (text) => text,
      },
    },
  );
}

const customerRoute = routeOf("c1", "A1D001");

/** A route to any path. */
export const routeTo = (path: string): Route => ({ ...companiesRoute, path });

/** The trace of a call before it starts. */
export const emptyTrace = { attempts: 0, numbersAsText: 0 };

/** Runs one call. Its error carries the attempts counted by the trace of the call. */
export async function withDeadline<T>(
  client: Client,
  run: (codat: Codat) => Promise<T>,
  options: Partial<CallOptions> = {},
): Promise<T> {
  const trace = options.trace ?? { ...emptyTrace };
  try {
    return await client.withDeadline({ signal: new AbortController().signal, ...options, trace }, run);
  } catch (error) {
    if (error instanceof ToolError) error.attemptsInCall = trace.attempts;
    throw error;
  }
}

export function getJson(
  client: Client,
  options: Partial<CallOptions> = {},
  at: Route = customerRoute,
): Promise<JsonObject> {
  return withDeadline(client, (codat) => codat.json(at), options);
}

export function getBytes(
  client: Client,
  limitBytes = 1024 * 1024,
): Promise<{ bytes: Uint8Array; contentType: string | undefined }> {
  const tooLarge = () => new ToolError("too_large", "The file is too large.");
  return withDeadline(client, (codat) =>
    codat.body(customerRoute, {
      limitBytes,
      tooLarge,
      read: async ({ chunks, contentType }) => ({ bytes: await collect(chunks), contentType }),
    }),
  );
}

/** The error of a failed call, which must be a ToolError without the key. */
export async function failure(
  call: Promise<unknown>,
): Promise<ToolError & Omit<Partial<CodatError>, "name">> {
  const error: unknown = await call.then(
    () => "It succeeded.",
    (reason: unknown) => reason,
  );
  if (!(error instanceof ToolError)) expect.fail(inspect(error));
  for (const shown of [
    error.message,
    JSON.stringify(error),
    inspect(error, { depth: 10, showHidden: true }),
  ]) {
    for (const form of [key, authorization.slice(6), authorization.slice(6).replace(/=+$/, "")]) {
      expect(shown).not.toContain(form);
    }
  }
  return error;
}

/** Waits until no connection is left but those that wait for a next call. */
export async function atRest(server: FaultServer): Promise<void> {
  await vi.waitFor(() => expect(server.busySockets).toBe(0), 10_000);
}

const asItIs = { leaf: (value: unknown) => value, enter: () => ({ state: undefined }) };
