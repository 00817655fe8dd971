import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { bytesOf, connect, textOf } from "../../support/connect.ts";
import { images, typeOfImage } from "../../support/images.ts";
import { ids, startUpstream } from "../../support/upstream.ts";

const keeping = (bytes: Uint8Array) =>
  startUpstream((url) =>
    url.endsWith("/download")
      ? { body: bytes, headers: { "content-type": "application/octet-stream" } }
      : { json: { name: "scan" } },
  );

test.each(Object.entries(images))("%s is an image block with the exact bytes", async (name, bytes) => {
  await using upstream = await keeping(bytes);
  await using client = await connect(upstream.environment);
  const result = await client.callTool("download_customer_attachment", { ...ids, format: "base64" });
  expect(result.content[1]).toEqual({
    type: "image",
    mimeType: typeOfImage(name),
    data: bytes.toString("base64"),
  });
});

test.each(Object.entries(images))(
  "%s without its end is a resource, and the text says why",
  async (name, whole) => {
    const bytes = whole.subarray(0, -4);
    await using upstream = await keeping(bytes);
    await using client = await connect(upstream.environment);
    const result = await client.callTool("download_customer_attachment", { ...ids, format: "base64" });
    expect(result.isError).toBeFalsy();
    // Hosts show a blob of an image's type as an image.
    expect(result.content[1]).toMatchObject({
      type: "resource",
      resource: { mimeType: "application/octet-stream" },
    });
    expect(bytesOf(result).equals(bytes)).toBe(true);
    expect(textOf(result)).toContain(`type: ${typeOfImage(name)}`);
    expect(textOf(result)).toContain(createHash("sha256").update(bytes).digest("hex"));
    expect(textOf(result)).toMatch(
      /^The file( \(7 × 5 px\))? is not returned as an image: .+\. The embedded resource has the exact bytes\.$/m,
    );
    const { uri } = (result.content[1] as { resource: { uri: string } }).resource;
    const { contents } = await client.readResource(uri);
    expect(contents[0]).toMatchObject({ mimeType: "application/octet-stream" });
  },
);

test.each(["lossless.webp", "baseline.jpeg"] as const)(
  "%s whose pixel data cannot be decoded is a resource, although its structure is whole",
  async (name) => {
    const bytes = damagedInside[name](Buffer.from(images[name]));
    await using upstream = await keeping(bytes);
    await using client = await connect(upstream.environment);
    const result = await client.callTool("download_customer_attachment", { ...ids, format: "base64" });
    expect(result.content[1]).toMatchObject({
      type: "resource",
      resource: { mimeType: "application/octet-stream" },
    });
    expect(bytesOf(result).equals(bytes)).toBe(true);
    expect(textOf(result)).toContain("it could not be decoded, so its pixel data is probably damaged");
  },
);

const damagedInside = {
  // After the sides, codes that cannot be.
  "lossless.webp": (file: Buffer) => file.fill(0xff, 26),
  "baseline.jpeg": (file: Buffer) => {
    const scan = file.indexOf(Buffer.from([0xff, 0xda])) + 14;
    return Buffer.concat([file.subarray(0, scan + 2), file.subarray(-2)]);
  },
};
