import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdir, mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { homedir, tmpdir } from "node:os";
import { join, sep } from "node:path";
import { promisify } from "node:util";
import { getMcpConfigForManifest, unpackExtension, v0_3 } from "@anthropic-ai/mcpb";
import { Client } from "@modelcontextprotocol/client";
import { StdioClientTransport } from "@modelcontextprotocol/client/stdio";
import { afterAll, beforeAll, expect, test } from "vitest";
import packageJson from "../package.json" with { type: "json" };
import programFiles from "../src/base/program-files.json" with { type: "json" };
import { companies } from "../src/sandbox/index.ts";
import { toolsets } from "../src/tools/index.ts";

type UserConfig = Parameters<typeof getMcpConfigForManifest>[0]["userConfig"];

const run = promisify(execFile);
const file = `${packageJson.name}-${packageJson.version}.mcpb`;
const [{ id: companyId } = { id: "" }] = companies;
const brackenhall = { companyId, customerId: "d0000000-0000-4000-8000-000000000001" };
const agreement = { ...brackenhall, attachmentId: "f0000000-0000-4000-8000-000000000001" };
let folder = "";
let unpacked = "";

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "codat bundle "));
  unpacked = join(folder, "Claude Extensions", packageJson.name);
  await bundle("made");
  await unpackExtension({ mcpbPath: join(folder, "made", file), outputDir: unpacked, silent: true });
});
afterAll(() => rm(folder, { recursive: true }));

test("the bundle has the server, its documents and its icon in less than 4 MB, with its sha256 next to it", async () => {
  const { program, documents, upstreams } = programFiles;
  const built = [...program, ...documents, ...upstreams, "THIRD_PARTY_NOTICES.txt"];
  expect(
    (await readdir(unpacked, { recursive: true })).map((path) => path.replaceAll(sep, "/")).sort(),
  ).toEqual([
    "LICENSE",
    "README.md",
    "dist",
    ...built.map((name) => `dist/${name}`).sort(),
    "icon.png",
    "manifest.json",
  ]);
  const bytes = await readFile(join(folder, "made", file));
  expect(bytes.byteLength).toBeLessThan(4_000_000);
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  expect(await readFile(join(folder, "made", `${file}.sha256`), "utf8")).toBe(`${sha256}  ${file}\n`);
});

test("a second build in another directory and time zone has the same bytes", async () => {
  await bundle("made again", { TZ: "Pacific/Kiritimati" });
  const [one, other] = await Promise.all(
    ["made", "made again"].map((made) => readFile(join(folder, made, file))),
  );
  expect(other?.equals(one ?? Buffer.alloc(0))).toBe(true);
});

test("its manifest is this repository's manifest, except for the path of the icon", async () => {
  const bundled = JSON.parse(await readFile(join(unpacked, "manifest.json"), "utf8"));
  expect(await readFile(join(unpacked, bundled.icon))).toEqual(await readFile("assets/icon.png"));
  expect({ ...bundled, icon: "assets/icon.png" }).toEqual(
    JSON.parse(await readFile("manifest.json", "utf8")),
  );
});

test("with nothing set, it starts and lists its tools, and a call reports that a key is missing", async () => {
  await using host = await started({});
  const tools = Object.values(toolsets).flat();
  expect((await host.client.listTools()).tools).toHaveLength(tools.length);
  const refused = await host.client.callTool({ name: "list_customers", arguments: { companyId } });
  expect(refused.isError).toBe(true);
  expect(JSON.stringify(refused.content)).toContain("The operator must set CODAT_API_KEY");
});

test("with only the sandbox set, it lists customers and reads a PDF as text", async () => {
  await using host = await started({ sandbox: true });
  const listed = await host.client.callTool({
    name: "list_customers",
    arguments: { companyId, pageSize: 1 },
  });
  expect(listed.structuredContent).toMatchObject({ totalResults: 240 });
  expect(await host.textOf("download_customer_attachment", { ...agreement, format: "text" })).toContain(
    "The credit limit is £25,000.00.",
  );
});

test("with everything set, each setting works", async () => {
  const downloads = join(folder, "My Downloads");
  await mkdir(downloads);
  const auditLog = join(folder, "audit log.jsonl");
  await using host = await started({
    api_key: "a-key-for-tests-only-0123456789",
    company_ids: companyId,
    toolsets: "companies,customers,analysis",
    mask: "email,phone",
    audit_log: auditLog,
    download_dir: downloads,
    attachment_format: "text",
    sandbox: true,
  });
  const names = (await host.client.listTools()).tools.map(({ name }) => name);
  expect(names).toEqual(Object.values(toolsets).flatMap((tools) => tools.map(({ name }) => name)));
  expect(await host.textOf("get_customer", brackenhall)).toContain("•••@");
  expect(await host.textOf("download_customer_attachment", agreement)).toContain("SUPPLY AGREEMENT");
  expect(await host.textOf("list_customers", { companyId: companies[1]?.id })).toContain("CODAT_COMPANY_IDS");
  await host.textOf("download_customer_attachment", { ...agreement, format: "file" });
  expect(await readdir(downloads)).toEqual(["supply-agreement-2026.pdf"]);
  expect((await readFile(auditLog, "utf8")).trimEnd().split("\n")).toHaveLength(4);
});

test.each([
  ["the companies emptied", { company_ids: "" }, "CODAT_COMPANY_IDS must be all, or the UUIDs"],
  ["the mask emptied", { mask: "" }, "CODAT_MASK must be none, or one or more of"],
  ["the audit log emptied", { audit_log: "" }, "CODAT_AUDIT_LOG must be none, the absolute path"],
  [
    "a relative download directory",
    { download_dir: "Downloads" },
    "CODAT_DOWNLOAD_DIR must be an absolute path",
  ],
])("with %s, it does not start and reports why", async (_, set, sentence) => {
  await expect(ended(await startOf({ sandbox: true, ...set }))).resolves.toMatchObject({
    code: 2,
    stderr: expect.stringContaining(sentence),
  });
});

test("with an unfilled downloads folder, it starts without one and names it", async () => {
  const set = { sandbox: true, download_dir: `\${DOWNLOADS}` };
  await expect(ended(await startOf(set))).resolves.toMatchObject({
    stderr: expect.stringContaining("a placeholder that was never filled in: CODAT_DOWNLOAD_DIR."),
  });
});

test("in a host that fills in no defaults, it starts only if the restrictions are set", async () => {
  const set = { company_ids: "all", mask: "none", audit_log: "none" };
  for (const restriction of ["company_ids", "mask", "audit_log"] as const) {
    const { [restriction]: _, ...others } = set;
    expect(await ended(await startOf(others, "no defaults"))).toMatchObject({ code: 2 });
  }
  await using host = await started(set, "no defaults");
  expect((await host.client.listTools()).tools).toHaveLength(toolsets.customers.length);
});

function bundle(into: string, environment: Record<string, string> = {}) {
  const env = { ...process.env, ...environment };
  return run(process.execPath, ["scripts/bundle.mjs", join(folder, into)], { env });
}

/** The command that a host runs after it fills in the user's settings. */
async function startOf(userConfig: UserConfig, defaults: "defaults" | "no defaults" = "defaults") {
  const manifest = v0_3.McpbManifestSchema.parse(
    JSON.parse(await readFile(join(unpacked, "manifest.json"), "utf8")),
  );
  const start = await getMcpConfigForManifest({
    manifest: defaults === "defaults" ? manifest : { ...manifest, user_config: undefined },
    extensionPath: unpacked,
    systemDirs: { HOME: homedir(), DOWNLOADS: join(homedir(), "Downloads") },
    userConfig,
    pathSeparator: sep,
  });
  if (!start) throw new Error("The host finds that a required setting is missing.");
  return { command: start.command, args: start.args ?? [], env: start.env ?? {}, cwd: tmpdir() };
}

async function started(...given: Parameters<typeof startOf>) {
  const client = new Client({ name: "tests", version: "1.0.0" });
  await client.connect(new StdioClientTransport({ ...(await startOf(...given)), stderr: "ignore" }));
  return {
    client,
    async textOf(name: string, args: Record<string, unknown>) {
      const { content } = await client.callTool({ name, arguments: args });
      return content.map((block) => (block.type === "text" ? block.text : "")).join("\n");
    },
    [Symbol.asyncDispose]: () => client.close(),
  };
}

/** The exit of a start whose client leaves immediately. */
async function ended({ command, args, env, cwd }: Awaited<ReturnType<typeof startOf>>) {
  const options = { cwd, env: { PATH: process.env.PATH, ...env }, timeout: 60_000 };
  const running = run(command, args, options);
  running.child.stdin?.end();
  return running.catch((error: { code: number; stderr: string }) => error);
}
