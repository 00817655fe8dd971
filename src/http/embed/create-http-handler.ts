import { hostname } from "node:os";
import packageJson from "../../../package.json" with { type: "json" };
import { createLog, type Log } from "../../base/log.ts";
import { isLoopback } from "../../base/loopback.ts";
import { createRedactor } from "../../codat/redact.ts";
import { createServing } from "../../serving/serving.ts";
import { type Configuration, SettingError, type Settings } from "../../settings/index.ts";
import { type Authenticator, createAuthenticator, open } from "../callers/authenticator.ts";
import { createHandler } from "../create-handler.ts";
import { shareOf } from "../limits/replica-share.ts";
import type { CreateHttpHandler, HttpHandlerOptions } from "../public.ts";
import { checkCallers } from "./check-caller.ts";
import { inOptionNames, readOptions, withOptionNames } from "./read-options.ts";

const proxyModule = new URL("./proxy.mjs", import.meta.url);
const writeToStderr = (line: string) => void process.stderr.write(line);

/** The HTTP service, to mount in another program's server. Throws SettingError for an invalid option. */
export const createHttpHandler: CreateHttpHandler = ({ authenticate, log: write, ...options }) => {
  const configuration = readOptions(options, process.env);
  // The addresses that the other program listens on are unknown.
  const settings = { ...configuration.settings, httpHost: "0.0.0.0" };
  withOptionNames(() => checkOptions(configuration, authenticate));
  const replica = `${hostname()}:${process.pid}`;
  const redactor = createRedactor();
  const log = createLog(settings.logLevel, write ?? writeToStderr, redactor.redact, replica);
  const forbidsMasks = isPublic(settings) && configuration.maskSecret === undefined;
  const authenticator = withOptionNames(() =>
    authenticatorFor(settings, authenticate, { log, forbidsMasks }),
  );
  for (const { path, sha256 } of settings.policies) log("info", "policy", { path, sha256 });
  for (const warning of configuration.warnings) log("warn", "setting", { warning: inOptionNames(warning) });
  const serving = createServing(shareOf(settings), {
    version: packageJson.version,
    keySource: configuration.keySource,
    maskSecret: configuration.maskSecret,
    pid: process.pid,
    redactor,
    log,
    worker: new URL("./document-worker.cjs", import.meta.url),
    proxyModule,
    sandboxModule: new URL("./sandbox.mjs", import.meta.url),
  });
  const { fetch, close } = createHandler(settings, { serving, authenticator, replica, log });
  return { fetch: (request) => fetch(withHost(request)), close };
};

// A request made in the same process has only a URL.
function withHost(request: Request): Request {
  if (request.headers.has("host")) return request;
  const headers = new Headers(request.headers);
  headers.set("host", new URL(request.url).host);
  return new Request(request, { headers });
}

type AuthenticateOption = HttpHandlerOptions["authenticate"];

function authenticatorFor(
  settings: Settings,
  authenticate: AuthenticateOption,
  deps: { log: Log; forbidsMasks: boolean },
): Authenticator {
  if (!authenticate) return createAuthenticator(settings, { ...deps, proxyModule });
  return { ...open, authenticate: checkCallers(authenticate, deps), needsToken: true };
}

function checkOptions({ settings, maskSecret }: Configuration, authenticate: AuthenticateOption): void {
  const { httpTokensFile, oauthIssuer, httpAuth, mask, sandbox } = settings;
  if (authenticate !== undefined && typeof authenticate !== "function") {
    throw new SettingError("authenticate must be a function from a request to its caller.");
  }
  if (authenticate && (httpTokensFile || oauthIssuer || httpAuth === "none")) {
    throw new SettingError(
      "authenticate replaces CODAT_HTTP_TOKENS_FILE, CODAT_OAUTH_ISSUER and CODAT_HTTP_AUTH=none. Omit it, or omit them.",
    );
  }
  const knowsCallers = authenticate || httpTokensFile || oauthIssuer;
  if (!knowsCallers && httpAuth !== "none" && !sandbox) {
    throw new SettingError(
      "Set authenticate, CODAT_HTTP_TOKENS_FILE or CODAT_OAUTH_ISSUER, so that the service knows its callers. CODAT_HTTP_AUTH=none accepts every caller on this machine, and CODAT_SANDBOX serves made-up data.",
    );
  }
  if (!isPublic(settings)) return;
  if (!knowsCallers) {
    throw new SettingError(
      "CODAT_HTTP_ALLOWED_HOSTS and CODAT_HTTP_PUBLIC_URL need authenticate, CODAT_HTTP_TOKENS_FILE or CODAT_OAUTH_ISSUER.",
    );
  }
  if (mask.length > 0 && maskSecret === undefined) {
    throw new SettingError(
      "CODAT_MASK with CODAT_HTTP_ALLOWED_HOSTS or CODAT_HTTP_PUBLIC_URL needs CODAT_MASK_SECRET.",
    );
  }
}

/** Whether callers on other machines are expected. */
function isPublic({ httpAllowedHosts, httpPublicUrl }: Settings): boolean {
  return httpAllowedHosts !== undefined || (httpPublicUrl !== undefined && !isLoopback(httpPublicUrl));
}
