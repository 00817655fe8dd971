import type { GrantClient } from "../../serving/grant-client.ts";
import type { Shared } from "../../serving/shared.ts";
import type { KeySource, Settings } from "../../settings/index.ts";
import { apiChecks } from "./api.ts";
import { auditLogCheck } from "./audit-log.ts";
import { baseUrlCheck } from "./base-url.ts";
import { authoritiesCheck, verificationCheck } from "./certificates.ts";
import { type Check, failed, ok, warning } from "./check.ts";
import { companyChecks } from "./companies.ts";
import { downloadDirectoryCheck } from "./download-directory.ts";
import { installationCheck } from "./installation.ts";
import { keyCheck } from "./key.ts";
import { dnsCheck, tlsCheck } from "./network.ts";
import { nodeCheck, type Runtime } from "./node.ts";
import { proxyCheck } from "./proxy.ts";
import { type Slow, within } from "./time-limit.ts";

/** What doctor examines. */
export interface Subject {
  settings: Settings;
  keySource: KeySource | undefined;
  configured: Pick<Shared, "upstream" | "quota"> & GrantClient;
  runtime: Runtime;
  /** What the credential warns of, once it has read the key. */
  keyWarnings: readonly string[];
  /** The files of the package besides main.mjs. */
  files: readonly URL[];
}

/** Runs every check in order, within the configured deadline for all of them. */
export async function* examine(subject: Subject): AsyncGenerator<Check> {
  const { settings, keySource, configured, runtime, keyWarnings, files } = subject;
  const startedAtMs = performance.now();
  const soon: Soon = (name, what, run) => () => {
    const leftMs = startedAtMs + settings.deadlineMs - performance.now();
    return within(Math.max(1, Math.min(settings.timeoutMs, leftMs)), { name, what, run });
  };
  yield nodeCheck(runtime);
  yield await soon("installation", "Checking the installed files", () => installationCheck(files))();
  const upstream = await configured.upstream().catch((error: unknown) => failed("proxy", error));
  if (!("baseUrl" in upstream)) {
    yield upstream;
    yield leftOut("The key, the connection to Codat and the companies");
    yield* fileChecks(settings, soon);
    return;
  }
  const { baseUrl, credential } = upstream;
  const hasKey = yield* untilFailure([
    soon("key", "Reading the key", async () =>
      settings.sandbox
        ? ok("key", "The sandbox uses its own key. Your key is not read.")
        : keyCheck(keySource, runtime.environment, credential, keyWarnings),
    ),
  ]);
  yield baseUrlCheck(settings, baseUrl);
  // Requests to the sandbox bypass proxies.
  const proxy = settings.sandbox ? undefined : proxyCheck(baseUrl, settings.proxies);
  if (proxy) yield proxy.check;
  yield await soon("ca", "Reading the certificate file", () => authoritiesCheck(runtime))();
  yield* verificationCheck(runtime);
  const way = [
    soon("dns", "The DNS lookup", () => dnsCheck(baseUrl)),
    soon("tls", "The TLS handshake", (signal) => tlsCheck(baseUrl, signal)),
  ];
  const isReached = proxy?.isUsed || (yield* untilFailure(way));
  if (hasKey && isReached) yield* codatChecks(subject, startedAtMs);
  else yield leftOut("The API key, the quota, the clock and the companies");
  yield* fileChecks(settings, soon);
}

type Soon = (name: string, what: string, run: Slow["run"]) => () => Promise<Check>;

async function* fileChecks({ auditLog, downloadDir }: Settings, soon: Soon): AsyncGenerator<Check> {
  if (auditLog !== "none") {
    yield await soon("audit_log", "Checking the audit log", () => auditLogCheck(auditLog))();
  }
  if (downloadDir) {
    yield await soon("download_dir", "Checking the download directory", () =>
      downloadDirectoryCheck(downloadDir),
    )();
  }
}

async function* codatChecks(
  { settings, keySource, configured: { client, mask } }: Subject,
  startedAtMs: number,
): AsyncGenerator<Check> {
  const { checks, isUsable } = await apiChecks(settings, keySource, client, startedAtMs);
  yield* checks;
  if (settings.companyIds === "all") return;
  if (isUsable) yield* companyChecks(settings.companyIds, { client, mask }, startedAtMs);
  else yield leftOut("The companies in CODAT_COMPANY_IDS");
}

/** Runs checks until one fails. Returns whether all passed. */
async function* untilFailure(checks: (() => Promise<Check>)[]): AsyncGenerator<Check, boolean> {
  for (const run of checks) {
    const check = await run();
    yield check;
    if (check.result === "failure") return false;
  }
  return true;
}

function leftOut(what: string): Check {
  return warning(
    "not_checked",
    `${what} could not be checked because an earlier check failed.`,
    "Resolve the failed check, then run doctor again.",
  );
}
