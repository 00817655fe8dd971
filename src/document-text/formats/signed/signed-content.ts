import { Unreadable } from "../../types.ts";
import { type BerValue, octetsOf, valuesIn } from "./ber.ts";

const sequence = 0x30;
const objectId = 0x06;
const signedData = Buffer.from("2a864886f70d010702", "hex");
const envelopedData = Buffer.from("2a864886f70d010703", "hex");
const authenticatedData = Buffer.from("2a864886f70d0109100117", "hex");

/** The content of a signed file (.p7m, [RFC 5652]). The signature is not checked. Throws Unreadable if there is none. */
export function signedContent(bytes: Buffer): Buffer {
  const der = isText(bytes) ? fromText(bytes) : bytes;
  const [kind, inner] = childrenOf([...valuesIn(der)][0]);
  if (kind?.tag !== objectId) throw new Unreadable(broken);
  if (kind.content.equals(envelopedData) || kind.content.equals(authenticatedData))
    throw new Unreadable(encrypted);
  if (!kind.content.equals(signedData)) throw new Unreadable(notSigned);
  // SignedData: version, digest algorithms, the content with its type, certificates, signatures.
  const [signed] = childrenOf(inner);
  const [, , encapsulated] = childrenOf(signed);
  const [, explicit] = childrenOf(encapsulated);
  const [octets] = childrenOf(explicit);
  if (!octets) throw new Unreadable(detached);
  return Buffer.concat(octetsOf(octets));
}

function childrenOf(value: BerValue | undefined): BerValue[] {
  const found: BerValue[] = [];
  if (!value || !(value.tag & 0x20)) return found;
  for (const child of valuesIn(value.content)) {
    found.push(child);
    if (found.length === 4) break;
  }
  return found;
}

function isText(bytes: Buffer): boolean {
  return bytes[0] !== sequence;
}

// PEM, or base64 without its lines around it.
function fromText(bytes: Buffer): Buffer {
  return Buffer.from(bytes.toString("latin1").replace(/-----[^-]*-----/g, ""), "base64");
}

const broken = "This signed file (.p7m) is broken. Ask the borrower for the file without a signature.";
const encrypted =
  "This file (.p7m) is encrypted for its recipients, so it cannot be read here. Ask the borrower for the file without encryption.";
const detached =
  "This file has only a signature. The signed file is a separate one. Ask the borrower for it.";
const notSigned = "This file (.p7m) is neither signed nor encrypted. Ask the borrower for the file itself.";
