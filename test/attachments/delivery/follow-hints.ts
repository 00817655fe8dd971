import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "vitest";
import { companies } from "../../../src/sandbox/index.ts";
import { type Connection, connect, errorOf, textOf } from "../../support/connect.ts";
import { pdfFile, pdfOf, shown } from "../../support/pdf-files.ts";
import { ids, startUpstream } from "../../support/upstream.ts";
import { stepsIn } from "./hint-steps.ts";
import { files } from "./kinds.ts";

const download = "download_customer_attachment";
const long = Array.from({ length: 60 }, (_, nth) => `Clause ${nth} of the agreement, with some more words`);
const more: [name: string, bytes: Uint8Array][] = [
  ["long.pdf", pdfFile(pdfOf([shown(...long), shown(...long, ...long), shown("end")]))],
  ["long.txt", Buffer.from(long.join("\n").repeat(5))],
  [
    "plan.pdf",
    pdfFile(pdfOf([shown("first")]).map((object) => object.replace("[0 0 595 842]", "[0 0 2384 3370]"))),
  ],
];
const kept = [...files.map(([name, bytes]): [string, Uint8Array] => [name, bytes]), ...more];

const starts: Record<string, unknown>[] = [
  {},
  ...["text", "image", "base64", "link", "file"].map((format) => ({ format })),
  { find: "e" },
  { find: "agreement" },
];

/** Follows every hint of every result, up to `most` calls. Returns the calls that were refused, with the hints that led to them. */
async function walk(server: Connection, file: Record<string, unknown>, most: number): Promise<string[]> {
  const refused: string[] = [];
  const queue = starts.map((args) => ({ args, from: "" }));
  const seen = new Set<string>();
  for (let next = queue.shift(); next && seen.size < most; next = queue.shift()) {
    const key = JSON.stringify(next.args);
    if (seen.has(key)) continue;
    seen.add(key);
    const result = await server.callTool(download, { ...file, ...next.args });
    const text = textOf(result);
    if (result.isError && next.from !== "") refused.push(`${next.from} → ${key}: ${text.split("\n")[0]}`);
    if (result.isError) expect(errorOf(result).kind, key).toBe("unreadable");
    for (const step of stepsIn(text, next.args)) {
      if ("args" in step) queue.push({ args: step.args, from: key });
      else {
        const link = result.content.find((block) => block.type === "resource_link");
        const { contents } = await server.readResource(link?.uri ?? "");
        expect(contents, key).toHaveLength(1);
      }
    }
  }
  return refused;
}

async function makeFolder(): Promise<{ path: string } & AsyncDisposable> {
  const path = await mkdtemp(join(tmpdir(), "hints-"));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true }) };
}

/** Walks the hints of the kinds of files, or of every nth. Returns the calls that were refused. */
export async function walkKinds(most: number, { every = 1 } = {}): Promise<string[]> {
  await using folder = await makeFolder();
  await using upstream = await startUpstream((url) => {
    const name = decodeURIComponent(/attachments\/([^/]+)/.exec(url)?.[1] ?? "");
    const bytes = kept.find(([file]) => file === name)?.[1] ?? Buffer.alloc(0);
    return url.endsWith("/download")
      ? { body: bytes, headers: { "content-type": "application/octet-stream" } }
      : { json: { name, fileSize: bytes.length } };
  });
  await using server = await connect({
    ...upstream.environment,
    CODAT_RESULT_LIMIT_CHARS: "5000",
    CODAT_DOWNLOAD_DIR: folder.path,
  });
  const refused: string[] = [];
  for (const [name] of kept.filter((_, nth) => nth % every === 0)) {
    const found = await walk(server, { ...ids, attachmentId: name }, most);
    refused.push(...found.map((line) => `${name}: ${line}`));
  }
  return refused;
}

/** Walks the hints of the sandbox's files, or of every nth. Returns the calls that were refused. */
export async function walkSandbox(most: number, { every = 1 } = {}): Promise<string[]> {
  await using folder = await makeFolder();
  await using server = await connect({
    CODAT_SANDBOX: "true",
    CODAT_RESULT_LIMIT_CHARS: "20000",
    CODAT_DOWNLOAD_DIR: folder.path,
  });
  const customer = { companyId: companies[0]?.id, customerId: "d0000000-0000-4000-8000-000000000001" };
  const { structuredContent } = await server.callTool("list_customer_attachments", customer);
  const { attachments } = structuredContent as { attachments: { id: string }[] };
  expect(attachments.length).toBeGreaterThan(20);
  const refused: string[] = [];
  for (const { id: attachmentId } of attachments.filter((_, nth) => nth % every === 0)) {
    const found = await walk(server, { ...customer, attachmentId }, most);
    refused.push(...found.map((line) => `${attachmentId}: ${line}`));
  }
  return refused;
}
