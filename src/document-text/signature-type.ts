import { asBuffer } from "./input/as-buffer.ts";

/** The types of files that the sniffer does not know, or calls something else: by bytes at their beginning. */
export function signatureType(bytes: Uint8Array): string | undefined {
  const head = asBuffer(bytes, headBytes);
  const text = head.toString("latin1");
  const hex = head.toString("hex", 0, 32);
  return (
    binaries.find(([pattern]) => pattern.test(hex))?.[1] ??
    texts.find(([pattern]) => pattern.test(text))?.[1] ??
    (!container.test(hex) && isPdf(text, bytes) ? "application/pdf" : undefined)
  );
}

// A zip or a compound file may begin with a small PDF that it contains.
const container = /^(504b0304|d0cf11e0a1b11ae1)/;

// Programs that read PDF look for its header in this many bytes.
const headBytes = 1024;

const binaries: readonly [hex: RegExp, type: string][] = [
  [/^789f3e22/, "application/vnd.ms-tnef"],
  // A DER sequence whose first member is a PKCS #7 object identifier.
  [/^30(80|81..|82.{4}|83.{6}|84.{8})06092a864886f70d0107/, "application/pkcs7-mime"],
  [/^ff575043/, "application/vnd.wordperfect"],
  // The first record of an Excel file from before 1993 has no container around it.
  [/^09(00|02|04)0[46]00.{4}[124]000/, "application/vnd.ms-excel"],
  [/^(dba52d|31be0000|9ba5|fe370023)/, "application/msword"],
  [/^0000(1a000010|0200(04|06)04)/, "application/vnd.lotus-1-2-3"],
  // “Standard Jet DB”, “Standard ACE DB”
  [/^000100005374616e6461726420(4a6574|414345)/, "application/x-msaccess"],
  [/^2142444e/, "application/vnd.ms-outlook-pst"],
];

const texts: readonly [beginning: RegExp, type: string][] = [
  [/^-----BEGIN (PKCS7|CMS)-----/, "application/pkcs7-mime"],
  [/^MI[A-Za-z\d+/]{1,8}?(GCSqGSIb3DQEH|YJKoZIhvcNAQc|BgkqhkiG9w0BBw)/, "application/pkcs7-mime"],
  [/^-----BEGIN PGP MESSAGE-----/, "application/pgp-encrypted"],
  [/^%!PS/, "application/postscript"],
  [/^\s{0,64}(\xef\xbb\xbf)?\s{0,64}\{\\rtf/, "application/rtf"],
];

// Some programs write data before the header, and programs that read PDF accept it. Text that only quotes a header has
// letters or quotation marks directly before it, or no objects behind it.
const header = /(^|[\r\n]|[^ -~])%PDF-\d/;
const object = /(^|[\r\n])\s{0,8}\d{1,10}\s{1,8}\d{1,5}\s{1,8}obj\b/;
const objectBytes = 1024 * 1024;

function isPdf(head: string, bytes: Uint8Array): boolean {
  if (/^\s{0,64}%PDF-\d/.test(head)) return true;
  return header.test(head) && object.test(asBuffer(bytes, objectBytes).toString("latin1"));
}
