import { asBuffer } from "./input/as-buffer.ts";

/** The types of files that the sniffer does not know, or calls something else: by bytes at their beginning. */
export function signatureType(bytes: Uint8Array): string | undefined {
  const head = asBuffer(bytes, headBytes).toString("latin1");
  return (
    signatures.find(([pattern]) => pattern.test(head))?.[1] ??
    (isPdf(head, bytes) ? "application/pdf" : undefined)
  );
}

// Programs that read PDF look for its header in this many bytes.
const headBytes = 1024;

const signatures: readonly [head: RegExp, type: string][] = [
  [/^\x78\x9f\x3e\x22/, "application/vnd.ms-tnef"],
  // A DER sequence whose first member is a PKCS #7 object identifier.
  [/^\x30[\x80-\x84][^]{0,4}?\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07/, "application/pkcs7-mime"],
  [/^-----BEGIN (PKCS7|CMS)-----/, "application/pkcs7-mime"],
  [/^MI[A-Za-z\d+/]{1,8}?(GCSqGSIb3DQEH|YJKoZIhvcNAQc|BgkqhkiG9w0BBw)/, "application/pkcs7-mime"],
  [/^(\x04)?%!PS/, "application/postscript"],
  [/^-----BEGIN PGP MESSAGE-----/, "application/pgp-encrypted"],
  [/^\xffWPC/, "application/vnd.wordperfect"],
  // The first record of an Excel file from before 1993 has no container around it.
  [/^\x09[\x00\x02\x04][\x04\x06]\x00[^]{2}[\x10\x20\x40]\x00/, "application/vnd.ms-excel"],
  [/^[\xdb\x31\xfe][\xa5\xbe\x37]-?\x00/, "application/msword"],
  [/^\x00\x00(\x1a\x00[^]\x10|\x02\x00[\x04\x06]\x04)/, "application/vnd.lotus-1-2-3"],
  [/^\x00\x01\x00\x00Standard (Jet|ACE) DB/, "application/x-msaccess"],
  [/^!BDN/, "application/vnd.ms-outlook-pst"],
  [/^\s{0,64}(\xef\xbb\xbf)?\s{0,64}\{\\rtf/, "application/rtf"],
];

// Some programs write data before the header, and programs that read PDF accept it. Text that only quotes a header has
// letters or quotation marks directly before it, or no objects behind it.
const header = /(^|[\r\n]|[^\x20-\x7e])%PDF-\d/;
const object = /(^|[\r\n])\s{0,8}\d{1,10}\s{1,8}\d{1,5}\s{1,8}obj\b/;
const objectBytes = 1024 * 1024;

function isPdf(head: string, bytes: Uint8Array): boolean {
  if (/^%PDF-\d/.test(head)) return true;
  return header.test(head) && object.test(asBuffer(bytes, objectBytes).toString("latin1"));
}
