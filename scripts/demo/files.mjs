import { createHash } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import { check } from "./check.mjs";
import { answered, asked, heading, print, table } from "./print.mjs";
import { wordsOf } from "./server.mjs";

/** The customer's files; `connectionId` is not given, but what the server must find. */
export async function showAttachments(server, ofCustomer, { connectionId, customerName }) {
  const answer = await server.call("list_customer_attachments", ofCustomer);
  const { attachments } = answer.structuredContent;
  check(attachments.length > 0, "The customer has no attachments.");
  const given = await server.call("list_customer_attachments", { ...ofCustomer, connectionId });
  check(
    isDeepStrictEqual(answer.structuredContent, given.structuredContent),
    "The files differ where the connection is given and where it is found.",
  );
  heading(`The files that the ledger keeps with ${customerName}`);
  asked("list_customer_attachments", ofCustomer);
  answered(wordsOf(answer));
  table(attachments.map(({ name, fileSize, contentType }) => ({ name, bytes: fileSize, type: contentType })));
  print("\nNo connection was named: the server found it. A – is what the ledger does not say.");
  print("One name is hostile on purpose; its hidden character is spelled out here.");
  return attachments;
}

export async function showPdf(server, ofCustomer, attachments) {
  const listed = attachments.find(({ contentType }) => contentType === "application/pdf");
  check(listed, "The customer has no PDF.");
  const ids = { ...ofCustomer, attachmentId: listed.id };
  const { structuredContent: record } = await server.call("get_customer_attachment", ids);
  check(isDeepStrictEqual(record, listed), "get_customer_attachment and the list differ.");
  const answer = await server.call("download_customer_attachment", ids);
  const bytes = Buffer.from(answer.content.at(-1).resource.blob, "base64");
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  check(bytes.length === record.fileSize, `The PDF has ${bytes.length} bytes, not ${record.fileSize}.`);
  check(bytes.toString("latin1", 0, 4) === "%PDF", "The file does not start with %PDF.");
  check(wordsOf(answer).includes(`sha256: ${sha256}`), "The server's sha256 is not that of the bytes.");
  heading(`One file downloaded: ${listed.name}`);
  asked("download_customer_attachment", ids);
  answered(wordsOf(answer));
  print(
    "The bytes came with it. Checked here: they are a PDF's, of that size and that sha256 (a fingerprint).",
  );
}

export async function showImage(server, ofCustomer, attachments) {
  const record = attachments.find(({ name }) => name === "logo.png");
  check(record, "The customer has no logo.png.");
  const ids = { ...ofCustomer, attachmentId: record.id };
  const answer = await server.call("download_customer_attachment", ids);
  const { type, mimeType, data } = answer.content.at(-1);
  check(type === "image" && mimeType === "image/png", "The logo did not come as an image.");
  const bytes = Buffer.from(data, "base64");
  check(bytes.toString("latin1", 1, 4) === "PNG", "The image is not a PNG.");
  check(bytes.length === record.fileSize, `The image has ${bytes.length} bytes, not ${record.fileSize}.`);
  heading(`An image comes so that an assistant can look at it: ${record.name}`);
  asked("download_customer_attachment", ids);
  print(`The answer is an ${type} (${mimeType}) of ${bytes.length} bytes. Checked here: they are a PNG's.`);
}
