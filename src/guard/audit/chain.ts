import { createHash, randomBytes } from "node:crypto";

/** Where a chain ends: the chain's random id, and the number and hash of its last line. */
export interface ChainHead {
  chain: string;
  seq: number;
  hash: string;
}

/** The hash before a chain's first line. */
export const noHash = "0".repeat(64);

/** The hash of a line without its newline. */
export function hashOfLine(line: Uint8Array | string): string {
  return createHash("sha256").update(line).digest("hex");
}

/** A chain without lines. */
export function newChain(): ChainHead {
  return { chain: randomBytes(16).toString("hex"), seq: 0, hash: noHash };
}

const head = /(?<![0-9a-f])([0-9a-f]{32})\W+(?:seq\W+)?(\d{1,15})\W+(?:hash\W+)?([0-9a-f]{64})(?![0-9a-f])/;

/** The chain head in a line of text: `chain seq hash`, or a line of the server's log in any of its formats. */
export function headIn(text: string): ChainHead | undefined {
  const [, chain, seq, hash] = head.exec(text) ?? [];
  return chain && seq && hash ? { chain, seq: Number(seq), hash } : undefined;
}
