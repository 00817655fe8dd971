import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { readCommand } from "../../src/cli/command.ts";
import { readEntries } from "../../src/http/callers/token-entries.ts";

const run = promisify(execFile);
const companyId = "8a210b68-6988-11ed-a1eb-0242ac120002";
const otherId = "2e9d2c44-f675-40ba-8049-353bfcb5e171";

/** Runs the built command. The environment must not matter. */
async function token(...args: string[]) {
  const env = { PATH: process.env.PATH, CODAT_COMPANY_IDS: "", CODAT_HTTP_PORT: "none" };
  try {
    return { code: 0, ...(await run(process.execPath, ["dist/main.mjs", "token", ...args], { env })) };
  } catch (error) {
    return error as { code: number; stdout: string; stderr: string };
  }
}

test("token prints a token and its entry, which the service accepts", async () => {
  const { code, stdout, stderr } = await token(
    "risk desk",
    `--companies=${companyId.toUpperCase()}, ${otherId}`,
    "--toolsets=companies,customers",
    "--mask=email",
    "--expires=2030-01-31T12:00:00+02:00",
  );
  expect(code).toBe(0);
  const [made = "", line = "", ...rest] = stdout.split("\n");
  expect(made).toMatch(/^ccm_[\w-]{43}$/);
  expect(Buffer.from(made.slice(4), "base64url")).toHaveLength(32);
  expect(rest).toEqual([""]);
  expect(JSON.parse(line)).toEqual({
    name: "risk desk",
    sha256: createHash("sha256").update(made).digest("hex"),
    companies: [companyId, otherId],
    toolsets: ["companies", "customers"],
    mask: ["email"],
    expires: "2030-01-31T10:00:00.000Z",
  });
  expect(readEntries(`[${line}]`)).toMatchObject([{ caller: { name: "risk desk" } }]);
  expect(stderr).toContain("CODAT_HTTP_TOKENS_FILE");
  expect(stderr).not.toContain(made);
});

test("an entry has only what was asked for, and each token is new", async () => {
  const [one, two] = [
    await token("a", "--companies", "all"),
    await token("a", "--companies", "all", "--mask=none"),
  ];
  const [first, second] = [one, two].map(({ stdout }) => stdout.split("\n"));
  expect(Object.keys(JSON.parse(first?.[1] ?? ""))).toEqual(["name", "sha256", "companies"]);
  expect(Object.keys(JSON.parse(second?.[1] ?? ""))).toEqual(["name", "sha256", "companies"]);
  expect(first?.[0]).not.toBe(second?.[0]);
});

test("without --companies the exit code is 2 and stdout is empty", async () => {
  const { code, stdout, stderr } = await token("a");
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(stderr).toContain("token needs --companies: all, or the UUIDs of 1 to 100 companies");
});

test.each<[string[], string]>([
  [["--companies=all"], "token needs the caller's name"],
  [["risk", "desk", "--companies=all"], "in quotes if it has spaces"],
  [["", "--companies=all"], "token needs the caller's name"],
  [["ccm_secret", "--companies=all"], "token needs the caller's name"],
  [["a", "--companies="], "--companies must be all, or"],
  [["a", "--companies"], "--companies needs a value"],
  [["a", "--companies=ALL"], "--companies must be all, or"],
  [["a", `--companies=${companyId},`], "--companies must be all, or"],
  [["a", `--companies=all,${companyId}`], "--companies must be all, or"],
  [["a", "--company-ids=all"], "--company-ids is not a flag of token"],
  [["a", "--companies=all", "--toolsets="], "--toolsets must be one or more of"],
  [["a", "--companies=all", "--toolsets=secret"], "--toolsets must be one or more of"],
  [["a", "--companies=all", "--mask="], "--mask must be none, or"],
  [["a", "--companies=all", "--expires=2020-01-01"], "--expires must be a date and time in the future"],
  [["a", "--companies=all", "--expires=tomorrow"], "--expires must be a date and time in the future"],
  [["a", "--companies=all", "--sandbox"], "--sandbox is not a flag of token"],
])("token %j is rejected", (args, sentence) => {
  expect(() => readCommand(["token", ...args], {})).toThrow(sentence);
  expect(() => readCommand(["token", ...args], {})).not.toThrow("secret");
});

test.each([["http"], ["doctor"], []])("--companies with the command %s stops startup", (...words) => {
  expect(() => readCommand([...words, "--companies=all"], {})).toThrow(
    "--companies is only for token. To restrict a server, use --company-ids.",
  );
  expect(() => readCommand([...words, "--expires=2030-01-01"], {})).toThrow("--expires is only for token.");
});
