import { parseEml } from "../formats/eml.ts";
import { contentOf, titleOf } from "../formats/eml-attachments.ts";
import { contained, type MemberLister } from "./member.ts";

/** The attachments of a saved email. A message inside it is one of them. */
export const listMail: MemberLister = async (source) => {
  const { attachments } = await parseEml(source);
  return attachments.map((attachment) => {
    const { filename, mimeType } = attachment;
    const isNamed = filename || mimeType === "message/rfc822";
    return contained(isNamed ? titleOf(attachment) : undefined, contentOf(attachment), mimeType);
  });
};
