import fc from "fast-check";
import { codeUnit } from "../codat/texts.ts";
import { anyMessage } from "./any-message.ts";
import type { Era } from "./wire.ts";

const ping = '{"jsonrpc":"2.0","id":1,"method":"ping"}';
const callWith = (args: string) =>
  `{"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"name":"get_customer","arguments":${args}}}`;

/** Lines that are not messages, or messages in an unusual form. */
export const oddLines = [
  "",
  " ",
  "\r",
  "\t\t",
  "\u0000",
  "\ufeff",
  `\ufeff${ping}`,
  `${ping}\r`,
  `${ping}${ping}`,
  `${ping}\n${ping}`,
  `[${ping}]`,
  `[${ping},${ping}]`,
  '{"jsonrpc":"2.0","id":1,"id":2,"method":"ping","method":"tools/list"}',
  '{"jsonrpc":"2.0","id":1e400,"method":"ping"}',
  '{"jsonrpc":"2.0","id":123456789012345678901234567890,"method":"ping"}',
  '{"jsonrpc":"2.0","id":-0,"method":"ping"}',
  `{"jsonrpc":"2.0","id":${"9".repeat(10_000)},"method":"ping"}`,
  `{"__proto__":${ping}}`,
  '{"jsonrpc":"2.0","id":1,"method":"ping","__proto__":null,"constructor":1,"toString":2}',
  callWith('{"__proto__":{"companyId":1}}'),
  callWith("[]"),
  callWith('"text"'),
  callWith("null"),
  callWith("1e999"),
  "NaN",
  "undefined",
  "null",
  "[]",
  "[[]]",
  "Content-Length: 40\r\n\r",
  "GET / HTTP/1.1\r",
];

const brackets = (depth: number) => "[".repeat(depth) + "]".repeat(depth);
const nested = fc
  .integer({ min: 100, max: 20_000 })
  .chain((depth) =>
    fc.constantFrom(
      "[".repeat(depth),
      brackets(depth),
      callWith(brackets(depth)),
      callWith(`${'{"a":'.repeat(depth)}1${"}".repeat(depth)}`),
      `{"jsonrpc":"2.0","id":${brackets(depth)},"method":"ping"}`,
    ),
  );
const bytes = fc.uint8Array({ maxLength: 200 });
const long = fc.integer({ min: 1, max: 300_000 }).map((length) => callWith(`{"x":"${"x".repeat(length)}"}`));

function spliced(text: string, at: number, bytes: Uint8Array): Uint8Array {
  const whole = Buffer.from(text);
  const position = at % (whole.length + 1);
  return Buffer.concat([whole.subarray(0, position), bytes, whole.subarray(position + 1)]);
}

/** Invalid, almost valid and valid lines. */
export function anyLine(era: Era): fc.Arbitrary<Uint8Array | string> {
  const message = anyMessage(era);
  const text = message.map((message) => JSON.stringify(message));
  return fc.oneof(
    { weight: 8, arbitrary: text },
    fc.tuple(text, fc.nat()).map(([text, at]) => text.slice(0, at % (text.length + 1))),
    fc.tuple(text, fc.nat(), bytes).map(([text, at, bytes]) => spliced(text, at, bytes)),
    fc.array(message, { maxLength: 5 }).map((batch) => JSON.stringify(batch)),
    text.map((text) => `${text}\n${text}`),
    fc.constantFrom(...oddLines),
    fc.json(),
    fc.string({ unit: codeUnit, maxLength: 200 }),
    bytes,
    nested,
    long,
  );
}
