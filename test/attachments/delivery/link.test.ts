import { expect, test } from "vitest";
import { connect, errorOf, textOf } from "../../support/connect.ts";
import { openFiles } from "../../support/files.ts";
import { ids, startUpstream } from "../../support/upstream.ts";

const download = "download_customer_attachment";

test("a link is returned without a download, and resources/read returns its bytes", async () => {
  await using files = await openFiles();
  const ids = await files.ids("logo.png");
  const result = await files.client.callTool(download, { ...ids, format: "link" });
  const uri = `codat://companies/${ids.companyId}/connections/${ids.connectionId}/customers/${ids.customerId}/attachments/${ids.attachmentId}/content`;
  expect(result.content[1]).toEqual({
    type: "resource_link",
    uri,
    name: "logo.png",
    mimeType: "image/png",
    size: 12_420,
  });
  expect(textOf(result)).toContain(
    "Read the linked resource to get the bytes.\nAlso available with `format`: auto, base64.",
  );
  expect(files.sandbox.requests.some(({ url }) => url.endsWith("/download"))).toBe(false);
  const { contents } = await files.client.readResource(uri);
  expect(contents[0]).toMatchObject({ uri, mimeType: "image/png" });
  const bytes = Buffer.from(contents[0]?.blob ?? "", "base64");
  expect(bytes.subarray(1, 4).toString()).toBe("PNG");
  expect(bytes.byteLength).toBe(12_420);
});

test("format file is mentioned only if a download directory is configured", async () => {
  await using without = await openFiles();
  const ids = await without.ids("logo.png");
  expect(textOf(await without.client.callTool(download, { ...ids, format: "link" }))).not.toMatch(
    /`format`: .*file/,
  );
  await using within = await openFiles({ CODAT_DOWNLOAD_DIR: "/tmp" });
  expect(textOf(await within.client.callTool(download, { ...ids, format: "link" }))).toContain(
    "Also available with `format`: auto, base64, file.",
  );
});

test("a link's name is one line without Markdown", async () => {
  const name = "a\n[x](https://evil.example) *b* `c`.pdf";
  await using upstream = await startUpstream(() => ({ json: { name } }));
  await using client = await connect(upstream.environment);
  const result = await client.callTool(download, { ...ids, format: "link" });
  expect(result.content[1]).toMatchObject({ name: "a (x)(https://evil.example) -b- 'c'.pdf" });
});

test("a link to a missing attachment is an error", async () => {
  await using files = await openFiles();
  const ids = { ...(await files.ids("logo.png")), attachmentId: "nope" };
  const result = await files.client.callTool(download, { ...ids, format: "link" });
  expect(errorOf(result)).toMatchObject({ kind: "not_found", status: 404 });
});
