import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { Client } from "@modelcontextprotocol/client";
import { StdioClientTransport } from "@modelcontextprotocol/client/stdio";
import { expect, test } from "vitest";
import packageJson from "../package.json" with { type: "json" };
import programFiles from "../src/base/program-files.json" with { type: "json" };
import { companies } from "../src/sandbox/index.ts";

const windows = process.platform === "win32";
const run = promisify(execFile);
// On Windows npm is a script, which only a shell can start.
const npm = (args: string[], cwd?: string) => run("npm", args, { cwd, shell: windows });

// V8 keeps a source with one other character in two bytes each: half a MiB more for as long as the process runs.
test.each(
  Object.values(programFiles)
    .flat()
    .filter((name) => /\.[cm]js$/.test(name) && name !== "sheetjs.cjs"),
)("%s has only Latin-1 characters", async (name) => {
  const source = await readFile(join("dist", name), "utf8");
  expect([...new Set(source)].filter((character) => character > "\u00ff")).toEqual([]);
});

test("the package has the built files, the manifests, the documents and the notices, but no source and no tests", async () => {
  const { stdout } = await npm(["pack", "--dry-run", "--json", "--ignore-scripts"]);
  const [{ files }] = JSON.parse(stdout) as [{ files: { path: string; mode: number }[] }];
  const beside = ["THIRD_PARTY_NOTICES.txt", "http.d.ts", "results.d.ts", "sbom.cdx.json"];
  const dist = [...Object.values(programFiles).flat(), ...beside].map((name) => `dist/${name}`).sort();
  expect(files.map(({ path }) => path).sort()).toEqual([
    "CHANGELOG.md",
    "LICENSE",
    "README.md",
    "SECURITY.md",
    "assets/icon.png",
    "deploy/Dockerfile",
    "deploy/Dockerfile.dockerignore",
    "deploy/compose.yaml",
    "deploy/healthcheck.mjs",
    "deploy/kubernetes/deployment.yaml",
    "deploy/kubernetes/kustomization.yaml",
    "deploy/kubernetes/namespace.yaml",
    "deploy/kubernetes/network-policy.yaml",
    "deploy/kubernetes/pod-disruption-budget.yaml",
    "deploy/kubernetes/service.yaml",
    "deploy/nginx.conf",
    "deploy/replicas.compose.conf",
    "deploy/replicas.conf",
    ...dist,
    "docs/architecture.md",
    "docs/audit-log.md",
    "docs/clients.md",
    "docs/comparison.md",
    "docs/configuration.md",
    "docs/deployment.md",
    "docs/keys.md",
    "docs/policy.md",
    "docs/privacy.md",
    "docs/results-and-errors.md",
    "docs/security-review.md",
    "docs/sign-in.md",
    "manifest.json",
    "package.json",
    "server.json",
  ]);
});

test("packed and installed into an empty project without a network, its command runs and serves", async () => {
  await using project = await emptyProject();
  const { stdout } = await npm(["pack", "--json", "--ignore-scripts", "--pack-destination", project.folder]);
  const [{ filename }] = JSON.parse(stdout) as [{ filename: string }];
  await npm(
    ["install", "--offline", "--ignore-scripts", "--no-audit", "--no-fund", filename],
    project.folder,
  );

  const command = join(project.folder, "node_modules", ".bin", `${packageJson.name}${windows ? ".cmd" : ""}`);
  const result = await run(command, ["--version"], { shell: windows });
  expect(result).toEqual({ stdout: `${packageJson.version}\n`, stderr: "" });

  const client = new Client({ name: "tests", version: "1.0.0" });
  await client.connect(new StdioClientTransport({ command, args: ["--sandbox"], stderr: "ignore" }));
  const call = { name: "list_customers", arguments: { companyId: companies[0]?.id, pageSize: 1 } };
  const { structuredContent } = await client.callTool(call);
  await client.close();
  expect(structuredContent).toMatchObject({ totalResults: 240 });
});

async function emptyProject() {
  const folder = await mkdtemp(join(tmpdir(), "codat-package-"));
  await writeFile(join(folder, "package.json"), "{}");
  return { folder, [Symbol.asyncDispose]: () => rm(folder, { recursive: true }) };
}

test("the notices list the bundled packages with their licenses", async () => {
  const notices = await readFile("dist/THIRD_PARTY_NOTICES.txt", "utf8");
  for (const name of [
    "@modelcontextprotocol/server",
    "zod",
    "ky",
    "file-type",
    "@embedpdf/pdfium",
    "undici",
    "yauzl",
  ]) {
    expect(notices).toMatch(new RegExp(`^${name} \\d+\\.\\d+\\.\\d+ \\(`, "m"));
  }
});

test("the package has no dependencies", () => {
  expect(packageJson).not.toHaveProperty("dependencies");
});
