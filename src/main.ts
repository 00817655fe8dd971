import "./base/zod-without-jit.ts";
import { hostname } from "node:os";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { serveStdio } from "@modelcontextprotocol/server/stdio";
import packageJson from "../package.json" with { type: "json" };
import { removeTempFiles } from "./attachments/saving/temp-files.ts";
import { codeOf, traceOf } from "./base/error-trace.ts";
import { createLog, type Log } from "./base/log.ts";
import type { Tracing } from "./base/tracing.ts";
import { type Command, readCommand } from "./cli/command.ts";
import type { AuditCommand } from "./cli/commands/audit.ts";
import type { LocalConfig, RemoteConfig } from "./cli/commands/config.ts";
import type { HttpDoctor } from "./cli/commands/doctor.ts";
import type { TokenRequest } from "./cli/commands/token.ts";
import { LineError, LineTransport } from "./cli/stdio/line-transport.ts";
import { createRedactor, type Redactor } from "./codat/redact.ts";
import { createServing } from "./serving/serving.ts";
import { type Configuration, isSettingError, type Settings } from "./settings/index.ts";
import { readTelemetry } from "./settings/telemetry.ts";

const { version } = packageJson;
const worker = new URL("./document-worker.cjs", import.meta.url);
const proxyModule = new URL("./proxy.mjs", import.meta.url);
const sandboxModule = new URL("./sandbox.mjs", import.meta.url);
const httpModule = new URL("./http.mjs", import.meta.url);
const telemetryModule = new URL("./telemetry.mjs", import.meta.url);
const waitsForClient =
  "codat-customers-mcp: No API key is set. This server waits for an MCP client on stdin. To test the settings, stop it with Ctrl+C and run the same command with doctor.";
const forcedStopMs = 1_500;
const lingerMs = 700;
// By then a client that starts this server has its list of tools.
const idleMs = 200;
// fetch loads them for its first request, of which that is a tenth. They take 2 MiB, and 7 MiB in Node 24.
const usedByFetch = ["node:http2", "node:zlib", "node:worker_threads"];

// A closed pipe ends the output without an error.
process.stdout.on("error", () => {});
const command = readOrEnd();
if (command?.name === "help") process.stdout.write((await import("./cli/help.ts")).help());
if (command?.name === "version") process.stdout.write(`${version}\n`);
if (command?.name === "config") await printConfiguration(command);
if (command?.name === "config --url") await printRemoteConfiguration(command);
if (command?.name === "token") await printToken(command);
if (command?.name === "doctor") await doctor(command, command.json);
if (command?.name === "doctor http") await doctorHttp(command);
if (command?.name === "audit") await audit(command);
if (command?.name === "serve") await serve(command);
if (command?.name === "http") await serveHttp(command);

function readOrEnd(): Command | undefined {
  try {
    return readCommand(process.argv.slice(2), process.env);
  } catch (error) {
    return refuse(error);
  }
}

function refuse(error: unknown): undefined {
  if (!isSettingError(error)) throw error;
  process.stderr.write(`codat-customers-mcp: ${error.message}\n`);
  process.exitCode = 2;
}

async function printConfiguration({ host, variables, warnings }: LocalConfig): Promise<void> {
  const { configuration, whereToPaste } = await import("./cli/config.ts");
  // The host starts the server in another directory.
  const keyFile = variables.CODAT_API_KEY_FILE && {
    CODAT_API_KEY_FILE: resolve(variables.CODAT_API_KEY_FILE),
  };
  const args = [fileURLToPath(new URL("./main.mjs", import.meta.url))];
  const start = { command: process.execPath, args, variables: { ...variables, ...keyFile } };
  for (const sentence of [...warnings, whereToPaste(host)]) process.stderr.write(`${sentence}\n`);
  process.stdout.write(configuration(host, start));
}

async function printRemoteConfiguration({ host, url, warnings }: RemoteConfig): Promise<void> {
  const { remoteConfiguration } = await import("./cli/remote-config.ts");
  const { text, notes } = remoteConfiguration(host, url);
  for (const sentence of [...warnings, ...notes]) process.stderr.write(`${sentence}\n`);
  process.stdout.write(text);
}

async function printToken(request: TokenRequest): Promise<void> {
  const { tokenHint, tokenLines } = await import("./cli/make-token.ts");
  process.stderr.write(`${tokenHint}\n`);
  process.stdout.write(tokenLines(request));
}

async function doctor({ settings, keySource, warnings }: Configuration, json: boolean): Promise<void> {
  const { runDoctor } = await import("./cli/doctor/index.ts");
  const { redactor, log } = logging(settings, warnings);
  surviveUpstream(log);
  const deps = {
    version,
    keySource,
    redactor,
    worker,
    proxyModule,
    sandboxModule,
    runtime: { version: process.versions.node, environment: process.env },
    write: (text: string) => process.stdout.write(text),
    unexpected: (error: unknown) => log("error", "unexpected", traceOf(error)),
  };
  const ok = await runDoctor(settings, json, deps).catch(refuse);
  endDoctor(ok);
}

async function doctorHttp(request: HttpDoctor): Promise<void> {
  const { runHttpDoctor } = await import("./cli/doctor/http/index.ts");
  const log = createLog("info", (line) => process.stderr.write(line), createRedactor().redact);
  surviveUpstream(log);
  const ok = await runHttpDoctor(request, {
    version,
    write: (text) => process.stdout.write(text),
    unexpected: (error) => log("error", "unexpected", traceOf(error)),
  });
  endDoctor(ok);
}

// Sockets that a broken response left open must not keep the process alive.
function endDoctor(ok: boolean | undefined): void {
  if (ok !== undefined) process.exitCode = ok ? 0 : 1;
  process.stdout.write("", () => setTimeout(() => process.exit(), lingerMs).unref());
}

async function audit(command: AuditCommand): Promise<void> {
  const { runAudit } = await import("./cli/audit/index.ts");
  const ok = await runAudit(command, (text) => process.stdout.write(text)).catch(refuse);
  if (ok === false) process.exitCode = 1;
}

function logging({ logLevel, policies }: Settings, warnings: string[]): { redactor: Redactor; log: Log } {
  const redactor = createRedactor();
  const log = createLog(logLevel, (line) => process.stderr.write(line), redactor.redact);
  for (const { path, sha256 } of policies) log("info", "policy", { path, sha256 });
  for (const warning of warnings) log("warn", "setting", { warning });
  return { redactor, log };
}

async function serve(configuration: Configuration): Promise<void> {
  const { settings, keySource, maskSecret, warnings } = configuration;
  const tracing = await startTracing(configuration);
  const { redactor, log } = logging(settings, warnings);
  const serving = createServing(settings, {
    version,
    keySource,
    maskSecret,
    pid: process.pid,
    log,
    redactor,
    worker,
    proxyModule,
    sandboxModule,
    tracing,
  });
  const factory = await serving.grant(settings).catch(refuse);
  if (!factory) return;
  if (process.stdin.isTTY && !keySource && !settings.sandbox) process.stderr.write(`${waitsForClient}\n`);
  const stop = stopping(() => Promise.allSettled([handle.close(), serving.close()]));
  // It closes at EOF and at a line over 10 MiB.
  const transport = new LineTransport(process.stdin, process.stdout, stop);
  const handle = serveStdio(factory, {
    transport,
    // The SDK's messages quote the whole input, so only the class is logged.
    onerror: (error) =>
      log(
        "warn",
        "protocol",
        error instanceof LineError ? { problem: error.message } : { class: error.name },
      ),
  });
  surviveUpstream(log);
  setTimeout(loadCalls, idleMs).unref();
}

// Loads what all calls need while the client is not waiting. If this fails, the first call says why.
function loadCalls(): void {
  // Node loads the clock when it is first read.
  performance.now();
  import("./toolkit/call/call-tool.ts").catch(() => {});
  for (const name of usedByFetch) process.getBuiltinModule(name);
}

async function startTracing({ warnings }: Configuration): Promise<Tracing | undefined> {
  const read = readTelemetry(process.env);
  warnings.push(...read.warnings);
  if (!read.isOn) return undefined;
  try {
    const telemetry: typeof import("./telemetry/index.ts") = await import(telemetryModule.href);
    return telemetry.startTracing({ name: "codat-customers-mcp", version });
  } catch (error) {
    // Traces are no reason not to serve.
    warnings.push(
      `No traces are sent: telemetry.mjs did not start (${codeOf(error) || "unexpected error"}).`,
    );
    return undefined;
  }
}

async function serveHttp(configuration: Configuration): Promise<void> {
  process.on("exit", removeTempFiles);
  process.stderr.on("error", () => {});
  const starting = startHttp(configuration);
  let isStopping = false;
  const stop = (signal: NodeJS.Signals) => {
    // Asked twice, the operator does not want to wait.
    if (isStopping) process.exit();
    isStopping = true;
    // Only an orchestrator needs time to send requests elsewhere. A terminal sends SIGINT or SIGHUP.
    const drain = { notice: signal === "SIGTERM" };
    starting.then((service) => service?.drain(drain)).finally(() => process.exit());
  };
  // Before the service runs: the line with its port can bring a signal.
  for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) process.on(signal, stop);
  const service = await starting;
  if (service) surviveUpstream(service.log);
}

async function startHttp(configuration: Configuration) {
  const http: typeof import("./http/index.ts") = await import(httpModule.href);
  return http
    .serveHttp(configuration, {
      version,
      pid: process.pid,
      replica: `${hostname()}:${process.pid}`,
      write: (line) => process.stderr.write(line),
      stdout: writeStdout,
      worker,
      proxyModule,
      sandboxModule,
      tracing: await startTracing(configuration),
    })
    .catch(refuse);
}

function writeStdout(bytes: Buffer): Promise<{ bytesWritten: number }> {
  return new Promise((resolve, reject) => {
    process.stdout.write(bytes, (error) => (error ? reject(error) : resolve({ bytesWritten: bytes.length })));
  });
}

// Hosts send EOF or a signal and kill the process after 2 s. A blocked stdout must not keep it alive either.
function stopping(close: () => Promise<unknown>): () => Promise<void> {
  let isStopping = false;
  const end = () => {
    if (threadsAreBusy()) setTimeout(end, 10);
    else process.exit(0);
  };
  const stop = async () => {
    if (isStopping) return;
    isStopping = true;
    setTimeout(forceEnd, forcedStopMs);
    await close();
    // Called when all output is flushed, or when stdout has failed.
    process.stdout.write("", end);
  };
  process.on("exit", removeTempFiles);
  for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) process.on(signal, stop);
  process.stdout.on("error", stop);
  process.stderr.on("error", () => {});
  return stop;
}

function forceEnd(): void {
  if (!threadsAreBusy()) process.exit(0);
  removeTempFiles();
  process.kill(process.pid, "SIGKILL");
}

// Node's exit waits for threads that resolve names and read disks: for minutes if DNS or a network disk hangs.
function threadsAreBusy(): boolean {
  return process.getActiveResourcesInfo().some((name) => /^(FSReq|CloseReq|GetAddrInfo)/.test(name));
}

// Some responses make undici throw outside of any promise. The call itself still ends at its deadline.
function surviveUpstream(log: Log): void {
  process.on("uncaughtException", (error) => {
    log("error", "uncaught", traceOf(error));
    const isUndici = codeOf(error).startsWith("UND_ERR_") || /^(Assertion|Abort)Error$/.test(error.name);
    if (!isUndici) process.exit(1);
  });
}
