import { isObject, type JsonObject } from "../../codat/json-object.ts";
import { hashOfLine } from "./chain.ts";

/** A line as it was written: its place in its chain and its values. */
export interface ParsedLine {
  chain: string;
  seq: number;
  prev: string;
  hash: string;
  /** The lengths of incomplete lines that it vouches for. */
  torn: readonly number[];
  values: JsonObject;
}

/** What stands in a line of a log file: a whole line, an incomplete one, or an incomplete one and then a whole one of another process. */
export interface Content {
  line?: ParsedLine;
  /** The length of the incomplete line. */
  fragmentBytes?: number;
  /** Whether the line got the line end of Windows, which no line is written with. */
  isConverted?: boolean;
}

const start = Buffer.from('{"time":"');

const carriageReturn = 0x0d;

/** Reads a line of a log file. */
export function parseLine(bytes: Buffer): Content {
  if (bytes.at(-1) === carriageReturn) return { ...parseLine(bytes.subarray(0, -1)), isConverted: true };
  const whole = chainLine(bytes);
  if (whole) return { line: whole };
  const at = bytes.lastIndexOf(start);
  const second = at > 0 ? chainLine(bytes.subarray(at)) : undefined;
  return second ? { line: second, fragmentBytes: at } : { fragmentBytes: bytes.length };
}

function chainLine(bytes: Buffer): ParsedLine | undefined {
  const values = objectIn(bytes);
  if (!values) return undefined;
  const { chain, seq, prev, torn } = values;
  if (typeof chain !== "string" || !/^[0-9a-f]{32}$/.test(chain)) return undefined;
  if (typeof prev !== "string" || typeof seq !== "number" || !Number.isSafeInteger(seq)) return undefined;
  const lengths = Array.isArray(torn) ? torn.filter((length) => typeof length === "number") : [];
  return { chain, seq, prev, hash: hashOfLine(bytes), torn: lengths, values };
}

function objectIn(bytes: Buffer): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(bytes.toString("utf8"));
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
