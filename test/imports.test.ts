import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";

const run = promisify(execFile);

// Each arrow that must not be: who may not import what.
const forbidden: [string, string][] = [
  ["codat/client.ts", "../toolkit/answer.ts"],
  ["codat/client.ts", "../settings/index.ts"],
  ["codat/client.ts", "../server.ts"],
  ["codat/client.ts", "@modelcontextprotocol/server"],
  ["attachments/type.ts", "../toolkit/answer.ts"],
  ["attachments/type.ts", "../tools/index.ts"],
  ["toolkit/answer.ts", "../tools/index.ts"],
  ["attachments/type.ts", "../formats/text.ts"],
  ["attachments/type.ts", "zod"],
  ["attachments/words/pdf.ts", "../../toolkit/answer.ts"],
  ["toolkit/answer.ts", "../formats/text.ts"],
  ["toolkit/answer.ts", "../resources/index.ts"],
  ["formats/text.ts", "../tools/index.ts"],
  ["formats/text.ts", "../resources/index.ts"],
  ["formats/text.ts", "../settings/index.ts"],
  ["resources/customer.ts", "../tools/index.ts"],
  ["resources/customer.ts", "../sandbox/index.ts"],
  ["tools/get-customer.ts", "../resources/index.ts"],
  ["sandbox/index.ts", "../formats/text.ts"],
  ["toolkit/answer.ts", "../server.ts"],
  ["toolkit/answer.ts", "ky"],
  ["tools/get-customer.ts", "../server.ts"],
  ["tools/get-customer.ts", "../commands/serve.ts"],
  ["tools/get-customer.ts", "../sandbox/index.ts"],
  ["tools/get-customer.ts", "../settings/index.ts"],
  ["tools/get-customer.ts", "ky"],
  ["settings/index.ts", "../toolkit/answer.ts"],
  ["settings/index.ts", "../server.ts"],
  ["commands/serve.ts", "../main.ts"],
  ["commands/serve.ts", "../tools/index.ts"],
  ["sandbox/index.ts", "../codat/route.ts"],
  ["sandbox/index.ts", "../toolkit/answer.ts"],
  ["sandbox/files/pdf.ts", "../../codat/route.ts"],
  ["sandbox/index.ts", "../log.ts"],
  ["server.ts", "./main.ts"],
  ["server.ts", "./sandbox/index.ts"],
  ["server.ts", "./settings/index.ts"],
  ["log.ts", "./settings/index.ts"],
  ["codat/client.ts", "../guard/pins.ts"],
  ["codat/client.ts", "../nearest.ts"],
  ["attachments/type.ts", "../guard/pins.ts"],
  ["attachments/words/pdf.ts", "../../guard/pins.ts"],
  ["guard/pins.ts", "../attachments/type.ts"],
  ["guard/pins.ts", "../toolkit/answer.ts"],
  ["guard/pins.ts", "../formats/text.ts"],
  ["guard/pins.ts", "../tools/index.ts"],
  ["guard/pins.ts", "../resources/index.ts"],
  ["guard/pins.ts", "../prompts/index.ts"],
  ["guard/pins.ts", "../server.ts"],
  ["guard/pins.ts", "../main.ts"],
  ["guard/pins.ts", "../commands/serve.ts"],
  ["guard/pins.ts", "../sandbox/index.ts"],
  ["guard/pins.ts", "../settings/index.ts"],
  ["guard/pins.ts", "../log.ts"],
  ["guard/pins.ts", "@modelcontextprotocol/server"],
  ["guard/pins.ts", "ky"],
  ["guard/pins.ts", "zod"],
  ["prompts/evidence.ts", "../tools/index.ts"],
  ["prompts/evidence.ts", "../resources/index.ts"],
  ["prompts/evidence.ts", "../formats/text.ts"],
  ["prompts/evidence.ts", "../attachments/type.ts"],
  ["prompts/evidence.ts", "../server.ts"],
  ["prompts/evidence.ts", "../main.ts"],
  ["prompts/evidence.ts", "../commands/serve.ts"],
  ["prompts/evidence.ts", "../sandbox/index.ts"],
  ["prompts/evidence.ts", "../settings/index.ts"],
  ["prompts/evidence.ts", "../log.ts"],
  ["prompts/evidence.ts", "ky"],
  ["prompts/evidence.ts", "zod"],
  ["attachments/type.ts", "../prompts/index.ts"],
  ["toolkit/answer.ts", "../prompts/index.ts"],
  ["formats/text.ts", "../prompts/index.ts"],
  ["tools/get-customer.ts", "../prompts/index.ts"],
  ["resources/customer.ts", "../prompts/index.ts"],
  ["settings/index.ts", "../prompts/index.ts"],
  ["commands/serve.ts", "../prompts/index.ts"],
  ["sandbox/index.ts", "../prompts/index.ts"],
  ["sandbox/index.ts", "../guard/pins.ts"],
  ["sandbox/index.ts", "../nearest.ts"],
  ["sandbox/files/pdf.ts", "../../guard/pins.ts"],
  ["nearest.ts", "./codat/route.ts"],
  ["nearest.ts", "./toolkit/arguments.ts"],
];

const allowed: [string, string][] = [
  ["server.ts", "./tools/index.ts"],
  ["tools/get-customer.ts", "../toolkit/answer.ts"],
  ["tools/get-customer.ts", "../codat/route.ts"],
  ["toolkit/answer.ts", "../codat/route.ts"],
  ["attachments/type.ts", "../codat/route.ts"],
  ["toolkit/answer.ts", "../attachments/type.ts"],
  ["formats/text.ts", "../toolkit/answer.ts"],
  ["resources/customer.ts", "../formats/text.ts"],
  ["sandbox/files/pdf.ts", "../random.ts"],
  ["guard/pins.ts", "../codat/route.ts"],
  ["guard/pins.ts", "../nearest.ts"],
  ["toolkit/answer.ts", "../guard/pins.ts"],
  ["toolkit/answer.ts", "../nearest.ts"],
  ["formats/text.ts", "../guard/pins.ts"],
  ["tools/get-customer.ts", "../guard/pins.ts"],
  ["tools/get-customer.ts", "../nearest.ts"],
  ["resources/customer.ts", "../guard/pins.ts"],
  ["commands/serve.ts", "../guard/pins.ts"],
  ["settings/index.ts", "../nearest.ts"],
  ["settings/index.ts", "../guard/mask.ts"],
  ["prompts/evidence.ts", "../toolkit/define-prompt.ts"],
  ["prompts/evidence.ts", "../codat/invisible.ts"],
  ["prompts/evidence.ts", "../guard/pins.ts"],
  ["server.ts", "./prompts/index.ts"],
];

const cases = [...forbidden, ...allowed];
// A file of its own in the folder for each; a rule for one file sees its imports as lines of that file.
const pathOf = (file: string, nth: number) =>
  file.includes("/") ? `src/${dirname(file)}/case-${nth}.ts` : `src/${file}`;
const linesBefore = (file: string, nth: number) =>
  file.includes("/") ? 0 : cases.slice(0, nth).filter(([other]) => other === file).length;

const refused = new Set<string>();
let folder = "";

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "imports-"));
  await symlink(resolve("node_modules"), join(folder, "node_modules"));
  const config = JSON.parse(await readFile("biome.json", "utf8"));
  await writeFile(join(folder, "biome.json"), JSON.stringify({ ...config, vcs: { enabled: false } }));
  for (const [nth, [file, target]] of cases.entries()) {
    const path = join(folder, pathOf(file, nth));
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, `import "${target}";\n`, { flag: "a" });
  }
  const flags = ["--reporter=json", "--max-diagnostics=500", "--only=style/noRestrictedImports"];
  const biome = run(resolve("node_modules/.bin/biome"), ["lint", ...flags, "src"], { cwd: folder });
  const { stdout } = await biome.catch((error: { stdout: string }) => error);
  for (const { location } of JSON.parse(stdout).diagnostics) {
    refused.add(`${location.path}:${location.start.line}`);
  }
});
afterAll(() => rm(folder, { recursive: true }));

test.each(cases.map(([file, target], nth) => ({ file, target, nth, may: nth >= forbidden.length })))(
  "$file imports $target: $may",
  ({ file, nth, may }) => {
    expect(refused.has(`${pathOf(file, nth)}:${linesBefore(file, nth) + 1}`)).toBe(!may);
  },
);
