import { describe, expect, test } from "vitest";
import { readCommand } from "../src/cli/command.ts";
import { help } from "../src/cli/help.ts";
import { SettingError, type Settings, settingsList } from "../src/settings/index.ts";

const companyId = "8a210b68-6988-11ed-a1eb-0242ac120002";
const otherId = "2e9d2c44-f675-40ba-8049-353bfcb5e171";

function settings(environment: Record<string, string> = {}, flags: string[] = []): Settings {
  const command = readCommand(flags, environment);
  if (command.name !== "serve") throw new Error("This is not the serve command.");
  return command.settings;
}

const refusal = (environment: Record<string, string>, flags: string[] = []) => {
  try {
    readCommand(flags, environment);
  } catch (error) {
    if (error instanceof SettingError) return error.message;
  }
  return undefined;
};

test("with nothing set, every setting has its default", () => {
  const { baseUrl, ...rest } = settings();
  expect(baseUrl.href).toBe("https://api.codat.io/");
  expect(rest).toMatchSnapshot();
  expect(settings().retries).toEqual({
    strategy: "backoff",
    backoff: { initialInterval: 500, maxInterval: 4000, exponent: 2, maxElapsedTime: 20_000 },
    retryConnectionErrors: true,
  });
});

test("a flag overrides a variable, and a variable overrides a default", () => {
  expect(settings({ CODAT_TIMEOUT_MS: "200" }).timeoutMs).toBe(200);
  expect(settings({ CODAT_TIMEOUT_MS: "200" }, ["--timeout-ms", "300"]).timeoutMs).toBe(300);
  expect(settings({}, ["--timeout-ms=400", "--base-url=http://localhost:1"]).baseUrl.port).toBe("1");
});

test.each([
  [[], false],
  [["--sandbox"], true],
  [["--sandbox=true"], true],
  [["--sandbox=1"], true],
  [["--sandbox=0"], false],
  [["--sandbox", "--log-level=warn"], true],
])("a bare boolean flag is true (%j)", (flags, sandbox) => {
  expect(settings({}, flags).sandbox).toBe(sandbox);
});

const placeholders = [
  "\u0024{user_config.base_url}",
  "\u0024{CODAT_API_KEY}",
  "\u0024{CODAT_API_KEY:-}",
  "$CODAT_API_KEY",
  "\u0024{input:codat-key}",
  "\u0024{env:CODAT_API_KEY}",
  "%CODAT_API_KEY%",
  "{{CODAT_API_KEY}}",
  "{{ .Values.key }}",
  "={{ $env.CODAT_API_KEY }}",
  "\u0024{{ secrets.CODAT_API_KEY }}",
  "{env:CODAT_API_KEY}",
  "$env:CODAT_API_KEY",
  "$(CODAT_API_KEY)",
  "$API_KEY",
  "<key from the Codat portal>",
  "op://vault/codat/key",
  "PASTE_YOUR_KEY_HERE",
  "CODAT_API_KEY",
  "REPLACE_ME",
  "“YOUR_KEY”",
  "YOUR_KEY",
  "your-api-key",
  "<YOUR_CODAT_API_KEY>",
  "undefined",
  "null",
  ' "\u0024{input:codat-key}" ',
  "Basic \u0024{env:CODAT_API_KEY}",
];

test.each(placeholders)("the placeholder “%s” counts as unset, and a warning names the variable", (value) => {
  const environment = { CODAT_BASE_URL: value, CODAT_API_KEY: value, CODAT_TIMEOUT_MS: "200" };
  const command = readCommand([], environment);
  expect(command).toMatchObject({
    keySource: undefined,
    settings: { baseUrl: new URL("https://api.codat.io"), timeoutMs: 200 },
    warnings: [
      "Unset, because the value is a placeholder that was never filled in: CODAT_API_KEY, CODAT_BASE_URL.",
    ],
  });
});

test.each([
  "CODAT_API_KEY=a-key-for-tests-only",
  'export CODAT_API_KEY="a-key-for-tests-only"',
  "set CODAT_API_KEY=a-key-for-tests-only",
  "$env:CODAT_API_KEY = 'a-key-for-tests-only'",
  "CODAT_API_KEY: a-key-for-tests-only",
  "“a-key-for-tests-only”",
  "`a-key-for-tests-only`",
])("the key is found in a line that was pasted as a whole: %s", (value) => {
  expect(readCommand([], { CODAT_API_KEY: value })).toMatchObject({
    keySource: { key: "a-key-for-tests-only" },
  });
});

test.each(["", "  ", '""', "''"])("the empty value “%s” counts as unset, and a warning names it", (value) => {
  const command = readCommand([`--timeout-ms=${value}`], { CODAT_API_KEY: value, CODAT_TIMEOUT_MS: "200" });
  expect(command).toMatchObject({
    keySource: undefined,
    settings: { timeoutMs: 200 },
    warnings: ["Unset, because the value is empty: CODAT_API_KEY, --timeout-ms."],
  });
});

test.each(placeholders)("the placeholder “%s” stops startup for a setting that restricts", (value) => {
  for (const name of ["CODAT_COMPANY_IDS", "CODAT_MASK", "CODAT_MASK_SECRET", "CODAT_AUDIT_LOG"]) {
    const message = refusal({ [name]: value });
    expect(message).toContain(`${name} must be `);
    expect(message).toContain("Its value is a placeholder that was never filled in.");
    expect(message).not.toContain(value.trim());
  }
});

test("in the sandbox, a placeholder for the key is no warning", () => {
  expect(readCommand(["--sandbox"], { CODAT_API_KEY: "YOUR_KEY" })).toMatchObject({ warnings: [] });
});

test("paired quotes around a value are removed", () => {
  const environment = {
    CODAT_API_KEY: "'a-quoted-key'",
    CODAT_BASE_URL: ' "https://gateway.example/codat" ',
    CODAT_COMPANY_IDS: `"${companyId}"`,
    CODAT_AUDIT_LOG: '"/var/log/codat.jsonl"',
  };
  expect(readCommand(["--timeout-ms='200'"], environment)).toMatchObject({
    keySource: { key: "a-quoted-key" },
    settings: {
      baseUrl: new URL("https://gateway.example/codat"),
      companyIds: [companyId],
      auditLog: "/var/log/codat.jsonl",
      timeoutMs: 200,
    },
    warnings: [],
  });
  expect(readCommand(["config", "codex"], environment)).toMatchObject({
    variables: { CODAT_BASE_URL: "https://gateway.example/codat", CODAT_AUDIT_LOG: "/var/log/codat.jsonl" },
  });
});

test("retries may not outlast a call: Codat's own default starts with a warning", () => {
  const command = readCommand([], { CODAT_RETRY_MAX_ELAPSED_MS: "3600000" });
  expect(command).toMatchObject({
    settings: { retries: { backoff: { maxElapsedTime: 45_000 } } },
    warnings: [
      "CODAT_RETRY_MAX_ELAPSED_MS is longer than CODAT_DEADLINE_MS. Retries stop at the deadline of a call.",
    ],
  });
  expect(refusal({ CODAT_RETRY_MAX_ELAPSED_MS: "3600001" })).toContain("from 0 to 3600000.");
  // The default is not the operator's choice.
  expect(readCommand([], { CODAT_DEADLINE_MS: "1000" })).toMatchObject({
    settings: { retries: { backoff: { maxElapsedTime: 1000 } } },
    warnings: [],
  });
});

test.each(["-v", "-V", "--version"])("%s is the version", (flag) => {
  expect(readCommand([flag], {})).toEqual({ name: "version" });
});

describe("the message about an invalid setting has its name and the valid values, never its value", () => {
  test.each<[Record<string, string>, string[], string]>([
    [
      { CODAT_TIMEOUT_MS: "15s" },
      [],
      "CODAT_TIMEOUT_MS must be a whole number of milliseconds from 100 to 600000.",
    ],
    [{}, ["--timeout-ms=15s"], "--timeout-ms must be a whole number of milliseconds from 100 to 600000."],
    [{ CODAT_MAX_ATTEMPTS: "0" }, [], "CODAT_MAX_ATTEMPTS must be a whole number of attempts from 1 to 10."],
    [{ CODAT_RETRY_EXPONENT: "0.5" }, [], "CODAT_RETRY_EXPONENT must be a number from 1 to 10."],
    [{ CODAT_RETRY_STRATEGY: "always" }, [], "CODAT_RETRY_STRATEGY must be backoff or none."],
    [{ CODAT_SANDBOX: "yes" }, [], "CODAT_SANDBOX must be true, false, 1 or 0."],
    [
      { CODAT_RESULT_LIMIT_CHARS: "100" },
      [],
      "a whole number of characters from 5000 to 9437184, or 0 for none.",
    ],
    [{ CODAT_LOG_LEVEL: "verbose" }, [], "CODAT_LOG_LEVEL must be debug or info or warn or error."],
    [{ CODAT_ATTACHMENT_INLINE_LIMIT_BYTES: "7340033" }, [], "whole number of bytes from 0 to 7340032."],
    [{ CODAT_BASE_URL: "http://api.codat.io" }, [], "CODAT_BASE_URL must be an https URL"],
    [{ CODAT_BASE_URL: "http://127.0.0.1.evil.example" }, [], "CODAT_BASE_URL must be an https URL"],
    [{ CODAT_BASE_URL: "https://user:secret@api.codat.io" }, [], "CODAT_BASE_URL must be an https URL"],
    [{ CODAT_BASE_URL: "ftp://secret" }, [], "CODAT_BASE_URL must be an https URL"],
    [
      { CODAT_API_KEY: "a secret\nwith a break" },
      [],
      "CODAT_API_KEY must be 8 or more printable ASCII characters on one line.",
    ],
    [
      { CODAT_API_KEY: "secret-clé" },
      [],
      "CODAT_API_KEY must be 8 or more printable ASCII characters on one line.",
    ],
    [
      { CODAT_API_KEY: "secret-one", CODAT_AUTH_HEADER: "Basic secret-two" },
      [],
      "Set only one of CODAT_API_KEY",
    ],
    [{ CODAT_API_KEY: "secret-one", CODAT_API_KEY_FILE: "/secret" }, [], "Set only one of CODAT_API_KEY"],
    [
      { CODAT_API_KEY_COMMAND: '["secret"]', CODAT_API_KEY_FILE: "/secret" },
      [],
      "Set only one of CODAT_API_KEY",
    ],
    [{ CODAT_API_KEY_COMMAND: "secret" }, [], "CODAT_API_KEY_COMMAND must be a JSON array of strings"],
    [{ CODAT_API_KEY_COMMAND: '["secret", 1]' }, [], "CODAT_API_KEY_COMMAND must be a JSON array of strings"],
    [{ CODAT_API_KEY_COMMAND: "[]" }, [], "CODAT_API_KEY_COMMAND must be a JSON array of strings"],
    [{}, ["--api-key-command=secret"], "The key cannot be a flag."],
    [{ CODAT_API_KEY: "secret" }, [], "CODAT_API_KEY must be 8 or more printable"],
    [
      { CODAT_API_KEY: "Bearer secret-token" },
      [],
      "CODAT_API_KEY contains a “Bearer …” header, but Codat expects Basic.",
    ],
    [
      { CODAT_AUTH_HEADER: "Authorization: Bearer secret-token" },
      [],
      "CODAT_AUTH_HEADER contains a “Bearer …” header, but Codat expects Basic.",
    ],
    [{ CODAT_BASE_URL: "https://api.codat.io//a" }, [], "CODAT_BASE_URL must be an https URL"],
    [{ CODAT_DOWNLOAD_DIR: "secret/relative" }, [], "CODAT_DOWNLOAD_DIR must be an absolute path."],
    [{ CODAT_ATTACHMENT_FORMAT: "file" }, [], "CODAT_ATTACHMENT_FORMAT=file needs CODAT_DOWNLOAD_DIR."],
    [
      { CODAT_COMPANY_IDS: "secret" },
      [],
      "CODAT_COMPANY_IDS must be all, or the UUIDs of 1 to 100 companies",
    ],
    [{ CODAT_COMPANY_IDS: "" }, [], "CODAT_COMPANY_IDS must be all, or"],
    [{ CODAT_COMPANY_IDS: "  " }, [], "CODAT_COMPANY_IDS must be all, or"],
    [{ CODAT_COMPANY_IDS: "\u0024{user_config.company_ids}" }, [], "CODAT_COMPANY_IDS must be all, or"],
    [{ CODAT_COMPANY_IDS: "ALL" }, [], "CODAT_COMPANY_IDS must be all, or"],
    [{ CODAT_COMPANY_IDS: "any" }, [], "CODAT_COMPANY_IDS must be all, or"],
    [{ CODAT_COMPANY_IDS: `${companyId},` }, [], "CODAT_COMPANY_IDS must be all, or"],
    [{ CODAT_COMPANY_IDS: `${companyId},all` }, [], "CODAT_COMPANY_IDS must be all, or"],
    [{ CODAT_COMPANY_IDS: `${companyId} secret` }, [], "CODAT_COMPANY_IDS must be all, or"],
    [{ CODAT_COMPANY_IDS: "all" }, ["--company-ids="], "--company-ids must be all, or"],
    [{ CODAT_COMPANY_ID: companyId }, [], "Did you mean CODAT_COMPANY_IDS?"],
    [{ CODAT_COMPANIES_IDS: companyId }, [], "Did you mean CODAT_COMPANY_IDS?"],
    [{ CODAT_ALLOWED_COMPANIES: companyId }, [], "Did you mean CODAT_COMPANY_IDS?"],
    [{ CODAT_PINNED_COMPANY_IDS: companyId }, [], "Did you mean CODAT_COMPANY_IDS?"],
    [{ codat_company_ids: companyId }, [], "Did you mean CODAT_COMPANY_IDS?"],
    [
      { CODAT_ALLOWED_IDS: "x" },
      [],
      "CODAT_ALLOWED_IDS is not a setting of this server. Did you mean CODAT_COMPANY_IDS?",
    ],
    [
      { CODAT_HTTP_COMPANY_IDS: "x" },
      [],
      "CODAT_HTTP_COMPANY_IDS is not a setting of this server. Did you mean CODAT_COMPANY_IDS?",
    ],
    [
      { CODAT_HTTP_ALLOWED_HOST: "x" },
      [],
      "CODAT_HTTP_ALLOWED_HOST is not a setting of this server. Did you mean CODAT_HTTP_ALLOWED_HOSTS?",
    ],
    [
      { CODAT_ALLOWED_HOSTS: "x" },
      [],
      "CODAT_ALLOWED_HOSTS is not a setting of this server. Did you mean CODAT_HTTP_ALLOWED_HOSTS?",
    ],
    [
      { CODAT_HTTP_HOSTS_ALLOWED: "x" },
      [],
      "CODAT_HTTP_HOSTS_ALLOWED is not a setting of this server. Did you mean CODAT_HTTP_ALLOWED_HOSTS?",
    ],
    [
      { CODAT_HTTP_TRUSTED_HOSTS: "x" },
      [],
      "CODAT_HTTP_TRUSTED_HOSTS is not a setting of this server. Did you mean CODAT_HTTP_ALLOWED_HOSTS?",
    ],
    [
      { CODAT_HTTP_ALLOWED_ORIGIN: "x" },
      [],
      "CODAT_HTTP_ALLOWED_ORIGIN is not a setting of this server. Did you mean CODAT_HTTP_ALLOWED_ORIGINS?",
    ],
    [
      { CODAT_ALLOWED_ORIGINS: "x" },
      [],
      "CODAT_ALLOWED_ORIGINS is not a setting of this server. Did you mean CODAT_HTTP_ALLOWED_ORIGINS?",
    ],
    [
      { CODAT_HTTP_CORS_ORIGINS: "x" },
      [],
      "CODAT_HTTP_CORS_ORIGINS is not a setting of this server. Did you mean CODAT_HTTP_ALLOWED_ORIGINS?",
    ],
    [
      { CODAT_HTTP_TOKEN_FILE: "x" },
      [],
      "CODAT_HTTP_TOKEN_FILE is not a setting of this server. Did you mean CODAT_HTTP_TOKENS_FILE?",
    ],
    [
      { CODAT_TOKENS_FILE: "x" },
      [],
      "CODAT_TOKENS_FILE is not a setting of this server. Did you mean CODAT_HTTP_TOKENS_FILE?",
    ],
    [
      { CODAT_HTTP_TOKENS: "x" },
      [],
      "CODAT_HTTP_TOKENS is not a setting of this server. Did you mean CODAT_HTTP_TOKENS_FILE?",
    ],
    [
      { codat_http_tokens_file: "x" },
      [],
      "codat_http_tokens_file is not a setting of this server. Did you mean CODAT_HTTP_TOKENS_FILE?",
    ],
    [
      { CODAT_HTTP_MASK: "x" },
      [],
      "CODAT_HTTP_MASK is not a setting of this server. Did you mean CODAT_MASK?",
    ],
    [{ CODAT_MASKS: "email" }, [], "Did you mean CODAT_MASK?"],
    [
      { CODAT_TOOLSETS: "secret" },
      [],
      "CODAT_TOOLSETS must be one or more of customers, companies, analysis, separated by commas",
    ],
    [
      { CODAT_TOOLSETS: "customers,,companies" },
      [],
      "CODAT_TOOLSETS must be one or more of customers, companies, analysis",
    ],
    [{ CODAT_MASK: "" }, [], "CODAT_MASK must be none, or one or more of email, phone, address, tax, files"],
    [{ CODAT_MASK: "\u0024{user_config.mask}" }, [], "CODAT_MASK must be none, or"],
    [{ CODAT_MASK: "email,secret" }, [], "CODAT_MASK must be none, or"],
    [{ CODAT_MASK: "none,email" }, [], "CODAT_MASK must be none, or"],
    [{ CODAT_MASK: "None" }, [], "CODAT_MASK must be none, or"],
    [
      { CODAT_AUDIT_LOG: "" },
      [],
      "CODAT_AUDIT_LOG must be none, the absolute path of a file, or (for http) stdout.",
    ],
    [
      { CODAT_AUDIT_LOG: "secret.jsonl" },
      [],
      "CODAT_AUDIT_LOG must be none, the absolute path of a file, or (for http) stdout.",
    ],
    [
      {},
      ["--api-key=secret"],
      "The key cannot be a flag. Set CODAT_API_KEY, CODAT_API_KEY_FILE or CODAT_API_KEY_COMMAND.",
    ],
    [
      {},
      ["--api-key", "secret"],
      "The key cannot be a flag. Set CODAT_API_KEY, CODAT_API_KEY_FILE or CODAT_API_KEY_COMMAND.",
    ],
    [{}, ["--sandbx"], "Unknown flag --sandbx. Did you mean --sandbox? Run with --help to list the flags."],
    [{}, ["--log_level=debug"], "Unknown flag. Did you mean --log-level? Run with --help to list the flags."],
    [{}, ["--qwertyuiop"], "Unknown flag --qwertyuiop. Run with --help to list the flags."],
    [{}, ["doctr"], "Unknown command. Did you mean doctor? Run with --help to list the commands."],
    [{}, ["Config"], "Unknown command. Did you mean config? Run with --help to list the commands."],
    [{}, ["help"], "Unknown command. Did you mean --help? Run with --help to list the commands."],
    [{}, ["config", "Cursor"], "codex, gemini. Did you mean cursor?"],
    [{}, ["config", "Claude", "Desktop"], "codex, gemini. Did you mean claude-desktop?"],
    [{}, ["-s"], "Unknown flag. Run with --help to list the flags."],
    [{}, ["--timeout-ms"], "--timeout-ms needs a value: --timeout-ms=…"],
    [{}, ["secret"], "Unknown command. Run with --help to list the commands."],
    [{}, ["--sandbox", "false"], "Unknown command. Run with --help to list the commands."],
    [{}, ["doctor", "secret"], "Unknown command. Run with --help to list the commands."],
    [{}, ["config"], "config needs a host: claude-desktop, claude-code, vscode, cursor, codex, gemini."],
    [{}, ["config", "secret"], "config needs a host: claude-desktop"],
    [{}, ["config", "codex", "secret"], "config needs a host: claude-desktop"],
    [{}, ["--json"], "--json is only for doctor and audit."],
  ])("%j %j", (environment, flags, sentence) => {
    const message = refusal(environment, flags);
    expect(message).toContain(sentence);
    expect(message).not.toContain("secret");
  });
});

describe("a mask secret", () => {
  const long = "x".repeat(32);

  test("of 32 or more bytes is read, and is never part of the settings", () => {
    const command = readCommand(["--sandbox"], { CODAT_MASK_SECRET: long });
    expect(command).toMatchObject({ maskSecret: long, warnings: [] });
    expect(JSON.stringify({ ...command, maskSecret: "" })).not.toContain(long);
    expect(readCommand([], { CODAT_MASK_SECRET: "é".repeat(16) })).toMatchObject({
      maskSecret: "é".repeat(16),
    });
    expect(readCommand(["config", "codex"], { CODAT_MASK_SECRET: long })).toMatchObject({ variables: {} });
  });

  test.each(["", "  ", "x".repeat(31), "\u0024{MASK_SECRET_OF_THIS_SERVER_IN_THE_VAULT}"])(
    "of “%s” stops startup",
    (value) => {
      const message = refusal({ CODAT_MASK_SECRET: value });
      expect(message).toContain("CODAT_MASK_SECRET must be a secret of at least 32 bytes.");
      expect(message).not.toContain(value || "undefined");
    },
  );

  test("has no flag, and a misspelled name stops startup", () => {
    const flag = refusal({}, [`--mask-secret=${long}`]);
    expect(flag).toBe("The secret cannot be a flag. Set CODAT_MASK_SECRET.");
    for (const name of ["CODAT_MASKSECRET", "CODAT_MASK_SECRETS", "CODAT_MASK_KEY_SECRET"]) {
      expect(refusal({ [name]: long })).toContain("Did you mean CODAT_MASK");
    }
  });
});

test("an unknown CODAT_ variable is one warning with the nearest name; other variables are ignored", () => {
  const command = readCommand([], { CODAT_APIKEY: "secret", CODAT_QWERTYUIOP: "5", OTHER: "x" });
  expect(command).toMatchObject({
    warnings: [
      "CODAT_APIKEY is not a setting of this server and is ignored. Did you mean CODAT_API_KEY?",
      "CODAT_QWERTYUIOP is not a setting of this server and is ignored.",
    ],
  });
});

test.each([
  ["CODAT_HTTP_PORTS", "CODAT_HTTP_PORT"],
  ["CODAT_HTTP_HOSTNAME", "CODAT_HTTP_HOST"],
  ["CODAT_HTTP_REPLICA", "CODAT_HTTP_REPLICAS"],
  ["CODAT_HTTP_CALLS_A_MINUTE", "CODAT_HTTP_CALLS_PER_MINUTE"],
])("the misspelled %s is a warning that suggests %s", (name, meant) => {
  expect(readCommand([], { [name]: "x" })).toMatchObject({
    warnings: [`${name} is not a setting of this server and is ignored. Did you mean ${meant}?`],
  });
});

test.each<[string, "all" | string[]]>([
  ["all", "all"],
  [" all ", "all"],
  [companyId, [companyId]],
  [companyId.toUpperCase(), [companyId]],
  [`${companyId}, ${otherId} ,${companyId.toUpperCase()}`, [companyId, otherId]],
])("CODAT_COMPANY_IDS accepts “%s”", (text, ids) => {
  expect(settings({ CODAT_COMPANY_IDS: text }).companyIds).toEqual(ids);
  expect(settings({}, [`--company-ids=${text}`]).companyIds).toEqual(ids);
});

test("a flag that restricts overrides a variable that does not", () => {
  const { companyIds } = settings({ CODAT_COMPANY_IDS: "all" }, ["--company-ids", companyId]);
  expect(companyIds).toEqual([companyId]);
});

test.each<[string, string[]]>([
  ["customers", ["customers"]],
  ["Companies , customers", ["companies", "customers"]],
  ["companies", ["companies"]],
])("toolsets “%s”", (text, toolsets) => {
  expect(settings({ CODAT_TOOLSETS: text }).toolsets).toEqual(toolsets);
});

test("the commands include the settings", () => {
  expect(readCommand(["doctor", "--json"], {})).toMatchObject({ name: "doctor", json: true });
  expect(readCommand(["--sandbox", "doctor"], {})).toMatchObject({
    json: false,
    settings: { sandbox: true },
  });
  const environment = {
    CODAT_API_KEY: "a-secret-key",
    CODAT_BASE_URL: "https://user:secret@ignored.in.the.sandbox",
    CODAT_COMPANY_IDS: companyId,
  };
  expect(readCommand(["config", "codex", "--sandbox"], environment)).toEqual({
    name: "config",
    host: "codex",
    variables: { CODAT_COMPANY_IDS: companyId, CODAT_SANDBOX: "true" },
    warnings: [],
  });
});

test.each([{ CODAT_COMPANY_IDS: "all" }, { CODAT_MASK: "none" }, { CODAT_AUDIT_LOG: "none" }])(
  "a restriction that restricts nothing has no effect (%j)",
  (environment) => {
    expect(readCommand([], environment)).toMatchObject({ name: "serve", warnings: [] });
  },
);

test("with the sandbox, the key and the base URL are not read", () => {
  const command = readCommand(["--sandbox"], { CODAT_API_KEY: "bad\nkey", CODAT_BASE_URL: "nonsense" });
  if (command.name !== "serve") throw new Error("This is not the serve command.");
  expect(command.keySource).toBeUndefined();
  expect(command.settings.baseUrl.hostname).toBe("api.codat.io");
});

test.each([
  [{ CODAT_API_KEY: "raw-key-1" }, { key: "raw-key-1", variable: "CODAT_API_KEY" }],
  [
    { CODAT_AUTH_HEADER: "Basic cmF3LWtleS1sb25nLWVub3VnaA==" },
    { key: "raw-key-long-enough", variable: "CODAT_AUTH_HEADER" },
  ],
  [
    { CODAT_API_KEY_COMMAND: '["op", "read", "op://vault/codat/key"]' },
    { command: ["op", "read", "op://vault/codat/key"], variable: "CODAT_API_KEY_COMMAND" },
  ],
  [{ CODAT_API_KEY_FILE: " /run/key " }, { file: "/run/key", variable: "CODAT_API_KEY_FILE" }],
  [{}, undefined],
])("the key's source is reported (%j)", (environment, source) => {
  const command = readCommand([], environment);
  if (command.name !== "serve") throw new Error("This is not the serve command.");
  expect(command.keySource).toEqual(source);
});

test("the help lists every setting with its flag and default", () => {
  const text = help();
  for (const { variable, flag, default: fallback } of settingsList()) {
    expect(text).toContain(flag ? `${variable}, ${flag}\n` : `${variable}\n`);
    if (fallback !== undefined) expect(text).toContain(`[${fallback}]`);
  }
  expect(text).not.toContain("--api-key\n");
});
