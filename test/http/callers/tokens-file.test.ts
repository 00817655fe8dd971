import { chmod, mkdir, rm, utimes, writeFile } from "node:fs/promises";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { createLog } from "../../../src/base/log.ts";
import { authenticateByBearer } from "../../../src/http/callers/bearer.ts";
import { callerByToken } from "../../../src/http/callers/tokens.ts";
import { openTokensFile } from "../../../src/http/callers/tokens-file.ts";
import { SettingError } from "../../../src/settings/index.ts";
import { startClock } from "../../support/clock.ts";
import { type MadeToken, makeToken, makeTokensFile } from "../../support/tokens.ts";

const companyId = "8a210b68-6988-11ed-a1eb-0242ac120002";

async function problemOf(content: unknown): Promise<string> {
  await using file = await makeTokensFile(content);
  return refusalOf(file.path);
}

function refusalOf(path: string): string {
  try {
    openTokensFile(path, { log: () => {} }).close();
    return "valid";
  } catch (error) {
    if (!(error instanceof SettingError)) throw error;
    return error.message.replace("CODAT_HTTP_TOKENS_FILE: ", "");
  }
}

const { token, entry } = makeToken("risk desk");
const { companies: _, ...withoutCompanies } = entry;
const { sha256, ...withoutDigest } = entry;
const { name: __, ...withoutName } = entry;
const twice = makeToken("other").entry;

describe("a tokens file is invalid", () => {
  test.each<[string, unknown, string]>([
    ["if it is empty", "", "is not valid JSON"],
    ["if it is cut off", JSON.stringify([entry]).slice(0, -1), "is not valid JSON"],
    ["if it is an object", entry, "must hold an array"],
    ["if it is null", "null", "must hold an array"],
    ["if its array is empty", [], "empty array"],
    ["with an entry that is text", [entry, token], "entry 2 must be an object"],
    ["with an entry that is an array", [[entry]], "entry 1 must be an object"],
    ["with an entry that is null", [null], "entry 1 must be an object"],
    ["without companies", [withoutCompanies], "entry 1 (“risk desk”) needs companies"],
    ["with companies null", [{ ...entry, companies: null }], "not an array"],
    ["with companies as text", [{ ...entry, companies: companyId }], "not an array"],
    ["with companies “ALL”", [{ ...entry, companies: "ALL" }], "not an array"],
    ["with empty companies", [{ ...entry, companies: [] }], "empty array companies"],
    ["with “all” among companies", [{ ...entry, companies: ["all"] }], "number 1 is not a UUID"],
    ["with a company that is no UUID", [{ ...entry, companies: [companyId, "x"] }], "number 2 is not a UUID"],
    ["with a company with a space", [{ ...entry, companies: [`${companyId} `] }], "number 1 is not a UUID"],
    ["with 101 companies", [{ ...entry, companies: Array(101).fill(companyId) }], "more than 100"],
    ["without a name", [withoutName], "entry 1 needs a name"],
    ["with an empty name", [{ ...entry, name: "" }], "entry 1 needs a name"],
    ["with a token as a name", [{ ...entry, name: token }], "entry 1 needs a name"],
    ["with a line break in a name", [{ ...entry, name: "a\nb" }], "entry 1 needs a name"],
    ["without sha256", [withoutDigest], "entry 1 (“risk desk”) needs sha256"],
    ["with a short sha256", [{ ...entry, sha256: "ab" }], "needs sha256"],
    ["with the token in sha256", [{ ...entry, sha256: token }], "token itself"],
    [
      "with a duplicate sha256",
      [twice, entry, { ...twice, name: "b" }],
      "entry 3 (“b”) has the same sha256 as entry 1",
    ],
    [
      "with a duplicate sha256 in capitals",
      [twice, { ...twice, sha256: String(twice.sha256).toUpperCase() }],
      "entry 2 (“other”) has the same sha256 as entry 1",
    ],
    ["with an unknown key", [{ ...entry, company: [companyId] }], "the unknown key company"],
    ["with a token as a key", [{ ...entry, [token]: true }], "has an unknown key"],
    ["with empty toolsets", [{ ...entry, toolsets: [] }], "toolsets that is not an array of one or more of"],
    ["with an unknown toolset", [{ ...entry, toolsets: ["customer"] }], "toolsets that is not"],
    ["with toolsets as text", [{ ...entry, toolsets: "customers" }], "toolsets that is not"],
    ["with an empty mask", [{ ...entry, mask: [] }], "mask that is not"],
    ["with an unknown mask", [{ ...entry, mask: ["emails"] }], "mask that is not"],
    ["with expires null", [{ ...entry, expires: null }], "expires that is not"],
    ["with expires as a number", [{ ...entry, expires: 1_900_000_000 }], "expires that is not"],
    ["with an impossible day", [{ ...entry, expires: "2030-02-30" }], "expires that is not"],
    [
      "with companies twice in one entry",
      `[${JSON.stringify(entry).replace("{", `{"companies":["${companyId}"],`)}]`,
      "same key twice",
    ],
    [
      "with companies twice, once escaped",
      `[${JSON.stringify(entry).replace("{", `{"compani\\u0065s":["${companyId}"],`)}]`,
      "same key twice",
    ],
    ["over 1 MiB", " ".repeat(1024 * 1024) + JSON.stringify([entry]), "larger than 1 MiB"],
  ])("%s", async (_, content, sentence) => {
    const problem = await problemOf(content);
    expect(problem).toContain(sentence);
    for (const secret of [token, token.slice(4), String(sha256)]) expect(problem).not.toContain(secret);
  });

  test("if it does not exist or is a directory", async () => {
    await using file = await makeTokensFile([entry]);
    await file.remove();
    expect(refusalOf(file.path)).toBe("the file does not exist.");
    await mkdir(file.path);
    expect(refusalOf(file.path)).toMatch(/not that of a regular file|cannot be read \(EISDIR\)/);
  });

  test.skipIf(process.platform === "win32").each([0o620, 0o602, 0o666])("if its mode is %o", async (mode) => {
    await using file = await makeTokensFile([entry]);
    await chmod(file.path, mode);
    expect(refusalOf(file.path)).toContain("others can write the file");
  });
});

test("masks need CODAT_MASK_SECRET where other machines can call", async () => {
  await using file = await makeTokensFile([entry, { ...twice, mask: ["email"] }]);
  const open = () => openTokensFile(file.path, { log: () => {}, forbidsMasks: true });
  expect(open).toThrow("CODAT_HTTP_TOKENS_FILE: entry 2 has mask, which needs CODAT_MASK_SECRET");
  await file.replace([entry]);
  open().close();
});

test.each<[string, unknown]>([
  ["of one caller", [entry]],
  ["with a byte order mark", `\ufeff${JSON.stringify([entry])}`],
  [
    "with every key",
    [{ ...entry, toolsets: ["companies"], mask: ["email"], expires: "2030-01-31T00:00:00+02:00" }],
  ],
  ["with two entries of one name", [entry, { ...twice, name: "risk desk" }]],
  ["with an expired entry", [{ ...entry, expires: "2020-01-01" }]],
  ["with braces and colons in a name", [{ ...entry, name: "a:b" }, twice]],
])("a tokens file is valid %s", async (_, content) => {
  expect(await problemOf(content)).toBe("valid");
});

function eventually(condition: () => unknown): Promise<unknown> {
  return vi.waitUntil(condition, { timeout: 10_000, interval: 10 });
}

/** A watched tokens file, its log, and the status that a token gets. */
async function watch(content: unknown) {
  const made = await makeTokensFile(content);
  onTestFinished(() => made[Symbol.asyncDispose]());
  const logs: string[] = [];
  const log = createLog("info", (line) => logs.push(line), String);
  const file = openTokensFile(made.path, { log, pollMs: 5 });
  onTestFinished(() => file.close());
  const authenticate = authenticateByBearer(async (token) => callerByToken(file, token));
  const ask = async (authorization?: string) => {
    const headers = authorization === undefined ? undefined : { authorization };
    return authenticate(new Request("http://in.process/mcp", { method: "POST", headers }));
  };
  const statusOf = async ({ token }: MadeToken) => {
    const answer = await ask(`Bearer ${token}`);
    return "status" in answer ? answer.status : answer.name;
  };
  const errors = () => logs.filter((line) => line.includes("level=error"));
  return { made, file, logs, errors, ask, statusOf };
}

const [first, second] = [makeToken("first"), makeToken("second")];

test("a changed file counts without a restart", async () => {
  const { made, statusOf, logs } = await watch([first.entry]);
  expect([await statusOf(first), await statusOf(second)]).toEqual(["first", 401]);
  await made.replace([second.entry]);
  await eventually(async () => (await statusOf(second)) === "second");
  expect(await statusOf(first)).toBe(401);
  expect(logs.join("")).toContain("event=tokens_file entries=1");
});

test("a change that leaves size and time as they were is noticed", async () => {
  const { made, statusOf } = await watch([first.entry]);
  const other = makeToken("first");
  const then = new Date(Date.now() - 60_000);
  await utimes(made.path, then, then);
  await writeFile(made.path, JSON.stringify([other.entry]));
  await utimes(made.path, then, then);
  await eventually(async () => (await statusOf(other)) === "first");
  expect(await statusOf(first)).toBe(401);
});

test("an invalid file leaves the old entries for five minutes, with an error line each minute, then 503", async () => {
  using clock = startClock();
  const { made, statusOf, errors, file, ask } = await watch([first.entry]);
  await made.replace("[");
  await eventually(() => !file.isValid());
  expect(errors()).toHaveLength(1);
  expect(errors()[0]).toContain("the file is not valid JSON");
  for (let minute = 1; minute <= 4; minute++) {
    expect(await statusOf(first)).toBe("first");
    clock.forward(60_000);
    await eventually(() => errors().length === minute + 1);
  }
  expect(await statusOf(first)).toBe("first");
  expect(await statusOf(second)).toBe(401);
  clock.forward(60_000);
  expect([await statusOf(first), await statusOf(second)]).toEqual([503, 503]);
  expect(await ask("Bearer")).toMatchObject({ status: 503, retryAfterSeconds: 30 });
  expect(await ask()).toMatchObject({ status: 401 });
  await eventually(() => errors().at(-1)?.includes("refused with 503"));
  await made.replace([second.entry]);
  await eventually(file.isValid);
  expect([await statusOf(first), await statusOf(second)]).toEqual([401, "second"]);
});

test("a mistake of another kind does not extend the five minutes", async () => {
  using clock = startClock();
  const { made, statusOf, errors } = await watch([first.entry]);
  await made.replace("[");
  await eventually(() => errors().length === 1);
  clock.forward(4 * 60_000);
  await made.replace([]);
  await eventually(() => errors().at(-1)?.includes("empty array"));
  clock.forward(60_000);
  expect(await statusOf(first)).toBe(503);
});

test("a missing file is 503 for every token immediately, and stays so while the next file is invalid", async () => {
  const { made, statusOf, errors, file } = await watch([first.entry]);
  await made.remove();
  await eventually(async () => (await statusOf(first)) === 503);
  expect(errors()[0]).toContain("the file does not exist");
  await made.replace("[");
  await eventually(() => errors().at(-1)?.includes("not valid JSON"));
  expect(await statusOf(first)).toBe(503);
  expect(file.isValid()).toBe(false);
  await made.replace([first.entry]);
  await eventually(async () => (await statusOf(first)) === "first");
});

test.skipIf(process.platform === "win32")(
  "a file that others may write from now on counts as invalid",
  async () => {
    const { made, errors, statusOf } = await watch([first.entry]);
    await chmod(made.path, 0o666);
    await eventually(() => errors()[0]?.includes("others can write the file"));
    expect(await statusOf(first)).toBe("first");
  },
);

test("an expired token is refused from the moment it expires", async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: Date.parse("2029-12-31T23:59:59Z") });
  onTestFinished(() => void vi.useRealTimers());
  const made = makeToken("until new year", { companies: [companyId], expires: "2030-01-01T00:00:00Z" });
  const { statusOf, ask } = await watch([made.entry]);
  expect(await statusOf(made)).toBe("until new year");
  vi.setSystemTime(Date.parse("2030-01-01T00:00:00Z"));
  expect(await ask(`Bearer ${made.token}`)).toMatchObject({ status: 401, error: "invalid_token" });
});

describe("an Authorization header", () => {
  const good = first.token;

  test.each([`Bearer ${good}`, `bearer ${good}`, `BEARER    ${good}`, ` Bearer ${good} `])(
    "with the token is accepted (%#)",
    async (header) => {
      const { ask } = await watch([first.entry]);
      expect(await ask(header)).toEqual({ name: "first", companies: "all" });
    },
  );

  test.each([
    `Bearer ${good} junk`,
    `Bearer ${good},`,
    `Bearer ${good};`,
    `Bearer "${good}"`,
    `Bearer\t${good}`,
    `Bearer ${good}=`,
    `Bearer ${good.slice(0, -1)}`,
    `Bearer ${good.toUpperCase()}`,
    "Bearer",
    `Basic ${good}`,
    `Bearer: ${good}`,
    `Token ${good}`,
    good,
  ])("with anything else is 401 with invalid_token (%#)", async (header) => {
    const { ask } = await watch([first.entry]);
    expect(await ask(header)).toMatchObject({ status: 401, error: "invalid_token" });
  });

  test("that is missing or empty is 401 without an error code", async () => {
    const { ask } = await watch([first.entry]);
    for (const header of [undefined, "", "  "]) {
      const refusal = await ask(header);
      expect(refusal).toMatchObject({ status: 401 });
      expect(refusal).not.toHaveProperty("error");
    }
  });

  test("that is there twice is 400", async () => {
    const { ask } = await watch([first.entry, second.entry]);
    expect(await ask(`Bearer ${good}, Bearer ${good}`)).toMatchObject({ status: 400 });
    expect(await ask(`Bearer ${good}, Basic YTpi`)).toMatchObject({ status: 400 });
  });
});

test("a file in a directory that is gone is missing", async () => {
  await using file = await makeTokensFile([entry]);
  await rm(file.path.replace(/\/[^/]*$/, ""), { recursive: true });
  expect(refusalOf(file.path)).toBe("the file does not exist.");
  await mkdir(file.path.replace(/\/[^/]*$/, ""));
});
