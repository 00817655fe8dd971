import { signedContent } from "../formats/signed/signed-content.ts";
import { asBuffer } from "../input/as-buffer.ts";
import { contained, type MemberLister } from "./member.ts";

/** What was signed: the only file in a .p7m. */
export const listSigned: MemberLister = async ({ bytes }) => [
  contained(undefined, signedContent(asBuffer(bytes))),
];
