import { expect, test } from "vitest";
import { keyTextIn } from "../../src/settings/key-file.ts";
import { cpuMs } from "../support/cpu-time.ts";

const key = "a-key-for-tests-0123456789";
const base64 = Buffer.from(`${key}x`).toString("base64");

test.each([
  ["the key", key],
  ["the key with a line break", `${key}\n`],
  ["the key after a byte order mark", `\ufeff${key}\r\n`],
  ["the quoted key", `"${key}"\n`],
  ["comments and empty lines around it", `# Codat\n\n  # production\n${key}\n\n`],
  ["NAME=value", `CODAT_API_KEY=${key}`],
  ["spaces around it", `  CODAT_API_KEY = ${key}  \n`],
  ["export", `export CODAT_API_KEY=${key}\n`],
  ["double quotes", `CODAT_API_KEY="${key}"\n`],
  ["single quotes", `export CODAT_API_KEY='${key}'\n`],
  ["a comment after the value", `CODAT_API_KEY=${key} # production\n`],
  ["a comment after the quotes", `CODAT_API_KEY="${key}" # production\n`],
  ["another name", `CODAT_KEY=${key}\n`],
  ["other variables beside it", `# .env\nCODAT_BASE_URL=https://a.example\nCODAT_API_KEY=${key}\nA=b\n`],
  ["the header's variable", `CODAT_AUTH_HEADER=${key}\nA=b\n`],
  ["old Macintosh line ends", `# Codat\rCODAT_API_KEY=${key}\r`],
])("finds the key in a file with %s", (_, text) => {
  expect(keyTextIn(text)).toBe(key);
});

test.each([
  ["base64 with padding", base64],
  ["a header", `Basic ${base64}`],
])("does not take %s for an assignment", (_, text) => {
  expect(keyTextIn(`${text}\n`)).toBe(text);
});

test.each([
  ["two keys", `${key}\n${key}`],
  ["two variables with other names", "FIRST=one\nSECOND=two"],
  ["a key and a variable", `${key}\nFIRST=one`],
])("cannot choose between %s", (_, text) => {
  expect(keyTextIn(text)).toBeUndefined();
});

test("a long line takes no time", () => {
  for (const unit of [" ", "=", "A", "'", "#", "\t#"])
    expect(cpuMs(() => keyTextIn(`A=${unit.repeat(4096)}x`))).toBeLessThan(1000);
});
