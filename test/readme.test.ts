import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import packageJson from "../package.json" with { type: "json" };
import { fromNpm } from "../scripts/install-links.ts";
import { hosts } from "../src/cli/commands/config.ts";
import { configuration } from "../src/cli/config.ts";
import { companies } from "../src/sandbox/index.ts";
import { toolsets } from "../src/tools/index.ts";

const readme = await readFile("README.md", "utf8");
const tools = Object.values(toolsets).flat();
const withoutCode = readme.replace(/^```[\s\S]*?^```$/gm, "").replace(/<!--[\s\S]*?-->/g, "");

test("the README has at most 1,300 words outside code blocks", () => {
  const words = withoutCode.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word));
  expect(words.length).toBeLessThanOrEqual(1300);
});

test("the README begins with the two commands", () => {
  expect(readme).toMatch(/^# .+\n\n```sh\nnpm ci && npm run demo .*\nnpm ci && npm test .*\n```\n/);
});

test("the README lists every tool", () => {
  for (const { name } of tools) expect(readme).toContain(`| \`${name}\` |`);
});

// `npx vitest run test/readme.test.ts --update` writes changed configurations into the README.
test("the README shows for each host the configuration that the program prints", async () => {
  const args = ["/path/to/codat-customers-mcp/dist/main.mjs"];
  const printed = (host: string) => {
    const known = hosts.find((name) => name === host);
    if (!known) throw new Error(`config prints nothing for ${host}.`);
    return configuration(known, { command: "node", args, variables: {} });
  };
  const shown: string[] = [];
  const marked = /(<!-- config ([a-z -]+) -->\n\n```[a-z]+\n)[\s\S]*?```/g;
  const expected = readme.replace(marked, (_, head: string, names: string) => {
    shown.push(...names.split(" "));
    const texts = new Set(names.split(" ").map(printed));
    expect([...texts], names).toHaveLength(1);
    return `${head}${[...texts].join("")}\`\`\``;
  });
  expect(shown.sort()).toEqual([...hosts].sort());
  await expect(expected).toMatchFileSnapshot("../README.md");
});

test("all configurations but the first are folded", () => {
  const [first = "", ...others] = readme.split("<!-- config ").slice(1);
  expect(readme.indexOf("<details>")).toBeGreaterThan(readme.indexOf("<!-- config "));
  expect(first.indexOf("```\n")).toBeLessThan(first.indexOf("<details>"));
  expect(others.every((text) => /^[\s\S]*?```[\s\S]*?```\n\n<\/details>/.test(text))).toBe(true);
});

test("the README names the sandbox's companies", () => {
  for (const { id, name } of companies) expect(readme).toContain(`| ${name} | \`${id}\` |`);
});

// Anyone could register the name of an unpublished package: the README must not run it.
test("the README offers the package from npm only after it is published, pinned to the version", () => {
  const shown = readme.match(/https:\/\/insiders\.vscode\.dev\/[^)\s]+|cursor:\/\/\S+/g) ?? [];
  const run = readme.match(/\bnpx\b[^`\n]*[\s"]codat-customers-mcp[^\s"`]*/g) ?? [];
  const offered = fromNpm(packageJson.config.published);
  expect(shown).toEqual(offered ? [offered.vscode, offered.cursor] : []);
  expect(run.length > 0).toBe(offered !== undefined);
  for (const command of run) expect(command).toContain(`${packageJson.name}@${packageJson.version}`);
});
