import { execFile } from "node:child_process";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import packageJson from "../../package.json" with { type: "json" };

const files = ["package.json", "server.json", "manifest.json", "README.md", "SECURITY.md"];
const own = packageJson.repository.url.replace(/^git\+|\.git$/g, "");
const placeholder = "https://github.com/OWNER/codat-customers-mcp";
const address = "https://github.com/acme-lending/codat.customers";
let folder: string;

// The files as they are before the repository has a name.
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "codat-release-"));
  for (const file of files) {
    await cp(file, join(folder, file));
    await change(file, (text) =>
      text
        .replaceAll(own, placeholder)
        .replaceAll(packageJson.mcpName, "io.github.OWNER/codat-customers-mcp"),
    );
  }
});
afterEach(() => rm(folder, { recursive: true }));

async function change(file: string, how: (text: string) => string): Promise<void> {
  const path = join(folder, file);
  await writeFile(path, how(await readFile(path, "utf8")));
}

function check(...flags: string[]): Promise<{ code: number; stderr: string }> {
  return new Promise((done) => {
    const script = resolve("scripts/release-check.mjs");
    execFile(process.execPath, [script, ...flags], { cwd: folder }, (error, _, stderr) =>
      done({ code: error ? Number(error.code) : 0, stderr }),
    );
  });
}

const read = async (file: string) => JSON.parse(await readFile(join(folder, file), "utf8"));
const nameRepository = () =>
  change("package.json", (text) => text.replace(`git+${placeholder}.git`, `git+${address}.git`));

test("a placeholder for the repository is rejected, with a fix", async () => {
  const { code, stderr } = await check();
  expect(code).toBe(1);
  expect(stderr).toMatch(new RegExp(`^${placeholder} is a placeholder\\. Set [^\\n]+\\.\\n$`));
});

test("a file that names another repository than package.json is rejected", async () => {
  await nameRepository();
  const { code, stderr } = await check();
  expect(code).toBe(1);
  expect(stderr).toContain(`server.json does not have the repository ${address}.`);
});

test("--write copies the address from package.json to the other files", async () => {
  await nameRepository();
  expect(await check("--write")).toEqual({ code: 0, stderr: "" });
  expect(await check("--tag", `v${packageJson.version}`)).toEqual({ code: 0, stderr: "" });
  const { homepage, bugs, repository, mcpName } = await read("package.json");
  expect({ homepage, bugs: bugs.url, repository: repository.url, mcpName }).toEqual({
    homepage: `${address}#readme`,
    bugs: `${address}/issues`,
    repository: `git+${address}.git`,
    mcpName: "io.github.acme-lending/codat-customers-mcp",
  });
  const server = await read("server.json");
  expect([server.name, server.repository.url, server.websiteUrl]).toEqual([mcpName, address, homepage]);
  for (const file of files) expect(await readFile(join(folder, file), "utf8")).not.toContain("OWNER");
});

test("--write also replaces the address of a repository that has moved", async () => {
  await nameRepository();
  await check("--write");
  const moved = "https://github.com/other/place";
  await change("package.json", (text) => text.replace(`git+${address}.git`, `git+${moved}.git`));
  expect((await check()).stderr).toContain(`server.json does not have the repository ${moved}.`);
  expect(await check("--write")).toEqual({ code: 0, stderr: "" });
  expect((await read("server.json")).name).toBe("io.github.other/codat-customers-mcp");
});

test("a tag of another version is rejected", async () => {
  await nameRepository();
  await check("--write");
  expect(await check("--tag", "v9.9.9")).toEqual({
    code: 1,
    stderr: `The tag is v9.9.9, but version ${packageJson.version} needs v${packageJson.version}.\n`,
  });
});

test("npm runs it before publishing, and publishes with provenance", () => {
  expect(packageJson.scripts.prepublishOnly).toBe("node scripts/release-check.mjs");
  expect(packageJson.publishConfig).toEqual({ access: "public", provenance: true });
});

test("package.json, server.json and manifest.json name no other repository", async () => {
  for (const file of files.filter((name) => name.endsWith(".json"))) {
    const named = (await readFile(file, "utf8")).match(/https:\/\/github\.com\/[^"]+/g) ?? [];
    for (const one of named) expect(one.startsWith(own), `${file}: ${one}`).toBe(true);
  }
});
