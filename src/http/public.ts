// What the package exports as codat-customers-mcp/http, as types. The build copies this file into the package as it is, so it
// declares types only and imports nothing.

/** Mounts the HTTP service in a process of its own. Throws an error named SettingError for an invalid option. */
export type CreateHttpHandler = (options: HttpHandlerOptions) => HttpHandler;

export declare const createHttpHandler: CreateHttpHandler;

/** The HTTP service as one function. It serves MCP at `/mcp`, and probes at `/healthz` and `/readyz`. */
export interface HttpHandler {
  fetch(request: Request): Promise<Response>;
  /** Aborts the calls in flight and stops everything that the handler started. */
  close(): Promise<void>;
}

export type Toolset = "customers" | "companies" | "analysis";
export type MaskKind = "email" | "phone" | "address" | "tax" | "files";

/** A caller, and what it may read of what the options allow. */
export interface Caller {
  /** Stands in log and audit lines: 1 to 64 letters, digits, spaces and . _ @ : / - */
  name: string;
  /** UUIDs, or "all" that the options allow. */
  companies: "all" | readonly string[];
  /** Omit for those of the options. */
  toolsets?: readonly Toolset[] | undefined;
  /** Masked in addition to the options' masks. */
  mask?: readonly MaskKind[] | undefined;
}

/** Why a request is refused before it reaches MCP. */
export interface Refusal {
  status: 400 | 401 | 403 | 503;
  /** One sentence: what is wrong, and what to do. The caller receives it. */
  message: string;
  /** The error code of the challenge of a 401: `invalid_token` if a token was sent. */
  error?: "invalid_token" | "insufficient_scope" | undefined;
  retryAfterSeconds?: number | undefined;
}

/**
 * The settings of docs/configuration.md in camelCase: `companyIds` is CODAT_COMPANY_IDS. The same checks and defaults apply;
 * variables named CODAT_… are not read. What listens and saves files is the embedding process's own.
 */
export interface HttpHandlerOptions {
  /** Finds out who sends a request, without reading its body. Without it, set httpTokensFile, oauthIssuer, sandbox, or httpAuth: "none". */
  authenticate?(request: Request): Caller | Refusal | Promise<Caller | Refusal>;
  /** Receives each line of the log, which ends with a line break. Default: stderr. */
  log?(line: string): void;

  apiKey?: string;
  apiKeyFile?: string;
  /** A program and its arguments. Its output is the key. */
  apiKeyCommand?: readonly string[];
  authHeader?: string;
  baseUrl?: string | URL;
  companyIds?: "all" | readonly string[];
  toolsets?: readonly Toolset[];
  sandbox?: boolean;
  timeoutMs?: number;
  deadlineMs?: number;
  retryStrategy?: "backoff" | "none";
  retryInitialIntervalMs?: number;
  retryMaxIntervalMs?: number;
  retryExponent?: number;
  retryMaxElapsedMs?: number;
  retryConnectionErrors?: boolean;
  maxAttempts?: number;
  maxConcurrency?: number;
  resultLimitChars?: number;
  attachmentFormat?: "auto" | "text" | "image" | "base64" | "link";
  attachmentInlineLimitBytes?: number;
  attachmentMaxBytes?: number;
  imageMaxSide?: number;
  quotaReserve?: number;
  freshness?: boolean;
  mask?: readonly MaskKind[];
  maskSecret?: string;
  policyFile?: string;
  auditLog?: string;
  httpPublicUrl?: string | URL;
  httpAllowedHosts?: readonly string[];
  httpAllowedOrigins?: readonly string[];
  httpTokensFile?: string;
  httpAuth?: "tokens" | "none";
  /** A text, because it must equal the issuer in the tokens exactly. */
  oauthIssuer?: string;
  oauthAudience?: readonly string[];
  oauthJwksUrl?: string | URL;
  oauthScopeCustomers?: string;
  oauthScopeCompanies?: string;
  oauthScopeAnalysis?: string;
  oauthCompaniesClaim?: string;
  oauthNameClaim?: string;
  oauthMaxTokenAgeS?: number;
  oauthDenyFile?: string;
  httpCallsInFlight?: number;
  httpCallsPerMinute?: number;
  httpReplicas?: number;
  logLevel?: "debug" | "info" | "warn" | "error";
}
