import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { settingsList } from "../../src/settings/index.ts";
import { errorSections } from "./error-examples.ts";
import { withMarkedPart } from "./marked.ts";
import { resultExamples } from "./result-examples.ts";

// `npx vitest run test/docs --update` writes what has changed into the page.
test("docs/configuration.md lists every setting as the program has it", async () => {
  const rows = settingsList().map(
    ({ variable, default: fallback, description }) =>
      `| \`${variable}\` | ${fallback ? `\`${fallback}\`` : ""} | ${description} |`,
  );
  const table = ["| variable | default | description |", "|---|---|---|", ...rows].join("\n");
  const page = await readFile("docs/configuration.md", "utf8");
  await expect(withMarkedPart(page, "settings", table)).toMatchFileSnapshot("../../docs/configuration.md");
});

test("docs/results-and-errors.md shows results and every kind of error as the built server returns them", async () => {
  let page = await readFile("docs/results-and-errors.md", "utf8");
  for (const [name, example] of await resultExamples())
    page = withMarkedPart(page, `example ${name}`, example);
  page = withMarkedPart(page, "errors", await errorSections());
  await expect(page).toMatchFileSnapshot("../../docs/results-and-errors.md");
}, 240_000);
