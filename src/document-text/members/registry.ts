import type { MemberLister } from "./member.ts";
import { listSigned } from "./signed.ts";

const outlook = async () => (await import("./outlook.ts")).listOutlook;

const byType: readonly [types: RegExp, load: () => MemberLister | Promise<MemberLister>][] = [
  [/^application\/(x-)?zip(-compressed)?$/, async () => (await import("./zip.ts")).listZip],
  [/^message\/(rfc822|global)$/, async () => (await import("./mail.ts")).listMail],
  [/^application\/vnd\.ms-outlook$/, outlook],
  [/^application\/(x-)?pkcs7-mime$/, () => listSigned],
  [/^application\/(x-)?pdf$/, async () => (await import("./pdf.ts")).listPdf],
];

/** Loads what lists the files in a container of this type; undefined for files that hold no others. */
export async function memberListerOf(type: string): Promise<MemberLister | undefined> {
  const name = type.toLowerCase();
  return byType.find(([types]) => types.test(name))?.[1]();
}
