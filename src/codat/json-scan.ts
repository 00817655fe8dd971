import type { Steps } from "../base/event-loop.ts";
import { beyond, bounds } from "./json-bounds.ts";

/** The result of scanning a text before it is parsed as JSON. */
export interface JsonScan {
  /** Why it must not be parsed, as the end of a sentence; undefined if it can be parsed. */
  problem: string | undefined;
  /** Where the numbers begin and end that JavaScript cannot represent exactly: two offsets each. */
  inexact: readonly number[];
}

// After each step, the next one runs as V8 has optimized it by then.
const tokensPerStep = 2_000;

const quote = 0x22;
const backslash = 0x5c;

/** What a scan has found up to a position. */
interface Scan {
  at: number;
  depth: number;
  values: number;
  /** The keys so far of each object that is open. */
  keys: Int32Array;
  inexact: number[];
}

/** Scans any text once, in linear time. JSON.parse rejects text that is not JSON. */
export function* scanJson(text: string): Steps<JsonScan> {
  const scan: Scan = { at: 0, depth: 0, values: 1, keys: new Int32Array(bounds.depth + 1), inexact: [] };
  while (scan.at < text.length) {
    const problem = scanTokens(text, scan);
    if (problem) return { problem, inexact: [] };
    yield;
  }
  return { problem: undefined, inexact: scan.inexact };
}

/**
 * Scans one step of tokens. Returns why the text must not be parsed, or undefined. V8 optimizes this only after most of the
 * first large text, so the frequent characters come first, and finding the end of a plain string calls no other function.
 */
function scanTokens(text: string, scan: Scan): string | undefined {
  const { keys } = scan;
  let { at, depth, values } = scan;
  for (let left = tokensPerStep; left > 0 && at < text.length; left--, at++) {
    const unit = text.charCodeAt(at);
    if (unit === quote) {
      at = text.indexOf('"', at + 1);
      if (text.charCodeAt(at - 1) === backslash) at = endOfEscaped(text, at);
      if (at < 0) at = text.length;
    } else if (unit === 0x3a) {
      const count = (keys[depth] ?? 0) + 1;
      keys[depth] = count;
      if (count > bounds.keysOfObject) return beyond.keysOfObject;
    } else if (unit === 0x2c) {
      if (++values > bounds.values) return beyond.values;
    } else if (unit === 0x7b || unit === 0x5b) {
      if (++depth > bounds.depth) return beyond.depth;
      keys[depth] = 0;
      values++;
    } else if (unit === 0x7d || unit === 0x5d) {
      if (depth > 0) depth--;
    } else if (unit === 0x2d || isDigit(unit)) {
      const from = at;
      at = endOfNumber(text, from) - 1;
      if (isInexact(text, from, at + 1)) scan.inexact.push(from, at + 1);
    }
  }
  Object.assign(scan, { at, depth, values });
  return undefined;
}

/** The first quote from this one on that no backslash escapes; -1 if there is none. */
function endOfEscaped(text: string, quoteAt: number): number {
  for (let end = quoteAt; end >= 0; end = text.indexOf('"', end + 1)) {
    let escapes = 0;
    while (text.charCodeAt(end - 1 - escapes) === backslash) escapes++;
    if (escapes % 2 === 0) return end;
  }
  return -1;
}

function isDigit(unit: number): boolean {
  return unit >= 0x30 && unit <= 0x39;
}

const restOfNumber = /[\d.eE+-]*/y;

function endOfNumber(text: string, from: number): number {
  let end = from + 1;
  while (end - from <= mostDigits && isOfNumber(text.charCodeAt(end))) end++;
  if (end - from <= mostDigits) return end;
  // Several times as fast, for a number of megabytes.
  restOfNumber.lastIndex = end;
  restOfNumber.test(text);
  return restOfNumber.lastIndex;
}

// Digits, and . e E + -
function isOfNumber(unit: number): boolean {
  return isDigit(unit) || unit === 0x2e || (unit | 0x20) === 0x65 || unit === 0x2b || unit === 0x2d;
}

const number = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
const mostDigits = 400;
// Shorter numbers without an exponent are always exact.
const fewestDigits = 16;

function isInexact(text: string, from: number, to: number): boolean {
  const length = to - from;
  if (length < fewestDigits && !hasExponent(text, from, to)) return false;
  const token = text.slice(from, to);
  if (!number.test(token)) return false;
  if (length > mostDigits) return true;
  const value = Number(token);
  return !Number.isFinite(value) || digitsOf(token) !== digitsOf(String(value));
}

function hasExponent(text: string, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if ((text.charCodeAt(at) | 0x20) === 0x65) return true;
  return false;
}

// Equal for all spellings of one number: 1.50e3, 1500 and 1500.0 all give 15 and 2.
function digitsOf(token: string): string {
  const [, sign, whole = "", fraction = "", exponent = "0"] =
    /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]?\d+))?$/i.exec(token) ?? [];
  if (sign === undefined) return token;
  const digits = whole + fraction;
  let from = 0;
  let to = digits.length;
  while (digits[from] === "0") from++;
  while (to > from && digits[to - 1] === "0") to--;
  if (from === to) return "0";
  return `${sign}${digits.slice(from, to)}e${Number(exponent) - fraction.length + (digits.length - to)}`;
}
