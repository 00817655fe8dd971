import { parseEml } from "../formats/eml.ts";
import { contained, type MemberLister } from "./member.ts";

/** The attachments of a saved email. A message inside it is one of them. */
export const listMail: MemberLister = async (source) => {
  const { attachments } = await parseEml(source);
  return attachments.map(({ filename, mimeType, content }) =>
    contained(
      filename ?? undefined,
      typeof content === "string" ? Buffer.from(content) : new Uint8Array(content),
      mimeType,
    ),
  );
};
