import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { check } from "./check.mjs";
import { answered, asked, heading, print } from "./print.mjs";
import { textOf } from "./server.mjs";

/** Shows a page of a scan, which has no text, and saves it where the reader can look at it. */
export async function showScan(server, ofCustomer, attachments) {
  const { id, name } = attachments.find((file) => file.name === "framework-agreement-signed.pdf");
  const args = { ...ofCustomer, attachmentId: id };
  heading(`Look at a scan: ${name}`);
  asked("download_customer_attachment", args);
  const first = await server.call("download_customer_attachment", args);
  answered(textOf(first));
  imageOf(first, "image/png");
  check(textOf(first).includes("page 1 of 2"), "A scan does not come as its first page.");
  const secondArgs = { ...args, format: "image", page: 2 };
  const second = imageOf(await server.call("download_customer_attachment", secondArgs), "image/png");
  const path = join(await mkdtemp(join(tmpdir(), "codat-customers-mcp-demo-")), "page-2.png");
  await writeFile(path, second);
  asked("download_customer_attachment", secondArgs);
  print(`The result is the second page as an image (PNG, ${second.length} bytes), which an assistant reads.`);
  print(`The demo saved it here, so that you can look at it too: ${path}`);
}

/** Shows a photo that a phone has stored lying on its side. */
export async function showPhoto(server, ofCustomer, attachments) {
  const { id, name } = attachments.find(({ contentType }) => contentType === "image/jpeg");
  const args = { ...ofCustomer, attachmentId: id };
  heading(`View a photo: ${name}`);
  asked("download_customer_attachment", args);
  const answer = await server.call("download_customer_attachment", args);
  answered(textOf(answer));
  const bytes = imageOf(answer, "image/jpeg");
  const [, width, height] = /^photo, (\d+)×(\d+), color$/m.exec(textOf(answer)) ?? [];
  check(Number(width) < Number(height), "The photo is not upright.");
  check(!bytes.includes("Exif"), "The photo still contains EXIF data.");
  print("It comes upright, without the EXIF data, in which phones record where and with what it was taken.");
}

function imageOf({ content }, type) {
  const { mimeType, data } = content.at(-1);
  check(mimeType === type, `The result's last block is not ${type}.`);
  return Buffer.from(data, "base64");
}
