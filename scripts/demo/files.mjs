import { createHash } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import { check } from "./check.mjs";
import { answered, asked, heading, print, table } from "./print.mjs";
import { textOf } from "./server.mjs";

/** Shows the customer's files. The call omits the connection; the server must resolve it to `connectionId`. */
export async function showAttachments(server, ofCustomer, { connectionId, customerName }) {
  const answer = await server.call("list_customer_attachments", ofCustomer);
  const { attachments } = answer.structuredContent;
  check(attachments.length > 0, "The customer has no attachments.");
  const given = await server.call("list_customer_attachments", { ...ofCustomer, connectionId });
  check(
    isDeepStrictEqual(answer.structuredContent, given.structuredContent),
    "The files differ with and without connectionId.",
  );
  heading(`The files attached to ${customerName}`);
  asked("list_customer_attachments", ofCustomer);
  answered(textOf(answer));
  table(attachments.map(({ name, fileSize, contentType }) => ({ name, bytes: fileSize, type: contentType })));
  print("\nThe call has no connectionId: the server resolved it.");
  print("One file name is hostile on purpose. Its hidden character is shown as \\u202e.");
  return attachments;
}

/** Shows a file inside a file. */
export async function showMember(server, ofCustomer, attachments) {
  const { id, name } = attachments.find((file) => file.name.endsWith(".msg"));
  const args = { ...ofCustomer, attachmentId: id, member: "1" };
  heading(`Read the PDF inside an email: ${name}`);
  asked("download_customer_attachment", args);
  const { content, _meta } = await server.call("download_customer_attachment", args);
  check(_meta["codat-customers-mcp/file"].type === "application/pdf", "The file inside the email is no PDF.");
  print(`\n${content[1].text}`);
}

export async function showPdf(server, ofCustomer, attachments) {
  const listed = attachments.find(({ contentType }) => contentType === "application/pdf");
  check(listed, "The customer has no PDF.");
  const ids = { ...ofCustomer, attachmentId: listed.id };
  const { structuredContent: record } = await server.call("get_customer_attachment", ids);
  check(isDeepStrictEqual(record, listed), "get_customer_attachment and the list differ.");
  const args = { ...ids, format: "base64" };
  const answer = await server.call("download_customer_attachment", args);
  const bytes = Buffer.from(answer.content.at(-1).resource.blob, "base64");
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  check(bytes.length === record.fileSize, `The PDF has ${bytes.length} bytes, not ${record.fileSize}.`);
  check(bytes.toString("latin1", 0, 4) === "%PDF", "The file does not start with %PDF.");
  check(textOf(answer).includes(`sha256: ${sha256}`), "The server's sha256 is not that of the bytes.");
  heading(`Download a file: ${listed.name}`);
  asked("download_customer_attachment", args);
  answered(textOf(answer));
  print(
    "The result also contains the bytes. Checked: they are a PDF with this size and sha256 (a fingerprint of the file).",
  );
}
