import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { CodatError } from "../../src/codat/error.ts";
import { parseObject } from "../../src/codat/json.ts";
import { isObject } from "../../src/codat/json-object.ts";
import { cpuMs } from "../support/cpu-time.ts";
import { runToEnd } from "../support/run-to-end.ts";
import { character } from "./texts.ts";

const parse = (text: string) => runToEnd(parseObject(text)).value;
function refusal(text: string): CodatError {
  try {
    parse(text);
  } catch (error) {
    return error as CodatError;
  }
  return expect.fail("It was parsed.");
}

test("equals JSON.parse for any JSON that JavaScript writes", () => {
  const objects = fc.dictionary(
    fc.string({ unit: character }),
    fc.jsonValue({ stringUnit: character, maxDepth: 3 }),
  );
  fc.assert(
    fc.property(objects, fc.constantFrom(0, 1, 2), (object, indent) => {
      const text = JSON.stringify(object, null, indent);
      expect(parse(text)).toEqual(JSON.parse(text));
    }),
    { numRuns: 300 },
  );
});

test("equals JSON.parse if long integers are only in strings and names", () => {
  const digits = fc.bigInt({ min: 10n ** 15n, max: 10n ** 40n }).map(String);
  const odd = fc.string({ unit: fc.constantFrom(...'"\\[]{}:, \n9') });
  fc.assert(
    fc.property(
      fc.dictionary(
        digits,
        fc.tuple(odd, digits, odd).map((parts) => parts.join("")),
      ),
      (object) => {
        const text = JSON.stringify({ ...object, long: 0 }).replace(/0}$/, "12345678901234567891}");
        expect(parse(text)).toEqual({ ...object, long: "12345678901234567891" });
      },
    ),
    { numRuns: 500 },
  );
});

test("no integer of any length loses a digit", () => {
  const any = fc.bigInt({ min: -(10n ** 30n) + 1n, max: 10n ** 30n - 1n });
  const round = fc.tuple(fc.bigInt({ min: -99n, max: 99n }), fc.bigInt({ min: 0n, max: 62n }));
  const integers = fc.oneof(
    any,
    round.map(([factor, power]) => factor * 2n ** power),
  );
  fc.assert(
    fc.property(integers, fc.constantFrom("", " ", "\n"), (integer, space) => {
      const { id, list } = parse(`{"id":${space}${integer}${space},"list":[${integer},${space}${integer}]}`);
      const written = [id, list].flat().map((value) => JSON.stringify(value).replaceAll('"', ""));
      expect(written).toEqual(Array(3).fill(String(integer)));
    }),
    { numRuns: 1000 },
  );
});

test("a number is read the same beside one that needs the text to be scanned", () => {
  const tokens = fc.stringMatching(/^-?(?:0|[1-9]\d{0,20})(?:\.\d{1,20})?(?:[eE][+-]?\d{1,4})?$/);
  fc.assert(
    fc.property(tokens, fc.constantFrom("", " ", "\n"), (token, space) => {
      const fields = `"a":${space}${token}${space},"b":[${space}${token},${token}]`;
      const { long, ...scanned } = parse(`{${fields},"long":12345678901234567891}`);
      expect(parse(`{${fields}}`)).toEqual(scanned);
    }),
    { numRuns: 2000 },
  );
});

describe("numbers", () => {
  test.each([
    ["9007199254740991", 9007199254740991],
    ["9007199254740992", 9007199254740992],
    ["9007199254740993", "9007199254740993"],
    ["-9007199254740993", "-9007199254740993"],
    ["123456789012345678901234567890", "123456789012345678901234567890"],
    // Two to the 64th: a number holds it exactly, but JavaScript would write it as 18446744073709552000.
    ["18446744073709551616", "18446744073709551616"],
    ["1000000000000000", 1e15],
    ["12.5", 12.5],
    ["-1.5e-7", -1.5e-7],
    ["1e20", 1e20],
    ["1.50E+3", 1500],
    ["0.1000", 0.1],
    ["0.30000000000000004", 0.30000000000000004],
    ["12345678901234.5678", "12345678901234.5678"],
    ["0.1234567890123456789", "0.1234567890123456789"],
    ["1e400", "1e400"],
    ["-1e-400", "-1e-400"],
    ["0e999", 0],
  ])("%s is parsed as %j", (number, expected) => {
    expect(parse(`{"a":${number},"b":[${number}],"c":"${number}"}`)).toEqual({
      a: expected,
      b: [expected],
      c: number,
    });
  });

  test("kept as text are counted", () => {
    expect(
      runToEnd(parseObject('{"a":1,"b":[9007199254740993,1e400,1.5],"c":"9007199254740993"}')).numbersAsText,
    ).toBe(2);
    expect(runToEnd(parseObject('{"a":1}')).numbersAsText).toBe(0);
  });

  test("a long integer beside a string of megabytes is kept", () => {
    const long = "x".repeat(7 * 1024 * 1024);
    expect(parse(`{"id":12345678901234567891,"long":"${long}"}`).id).toBe("12345678901234567891");
  });
});

describe("strings", () => {
  test.each(["[[[{{{", "]}]}", '\\"[', "\\\\", '\\\\\\"{', "\\u005b", "a, 12345678901234567891 ]"])(
    "that contain %s are data",
    (inner) => {
      const text = `{"a":"${inner}","id":12345678901234567891}`;
      const { a } = JSON.parse(text) as { a: string };
      expect(parse(text)).toEqual({ a, id: "12345678901234567891" });
    },
  );

  test("brackets in strings do not count as depth", () => {
    expect(parse(`{"a":"${"[".repeat(10_000)}"}`).a).toHaveLength(10_000);
  });
});

describe("depth", () => {
  const nested = (levels: number) => `{"a":${"[".repeat(levels - 1)}${"]".repeat(levels - 1)}}`;

  test("of 500 levels is accepted", () => {
    expect(parse(nested(500))).toHaveProperty("a");
  });

  test.each([501, 100_000])("of %i is rejected and not retryable", (levels) => {
    const { kind, message, retryable } = refusal(nested(levels));
    expect({ kind, message, retryable }).toEqual({
      kind: "unreadable",
      message: "Codat's response is nested more than 500 levels deep.",
      retryable: false,
    });
  });

  test("is not affected by length", () => {
    expect(parse(`{"a":[${"[],".repeat(10_000)}[]]}`).a).toHaveLength(10_001);
  });
});

test.each([
  ["", true, "Codat's response is not JSON: it is empty."],
  [" \n", true, "Codat's response is not JSON: it is empty."],
  ["<html>", true, "Codat's response is not JSON."],
  ['{"a":', true, "Codat's response is not JSON."],
  ['{"a":NaN}', true, "Codat's response is not JSON."],
  ['{"a":1}{}', true, "Codat's response is not JSON."],
  ["null", false, "Codat's response is JSON, but not an object."],
  ["[{}]", false, "Codat's response is JSON, but not an object."],
  ['"text"', false, "Codat's response is JSON, but not an object."],
  ["12345678901234567891", false, "Codat's response is JSON, but not an object."],
])("%j is unreadable; transient: %s", (text, transient, message) => {
  const error = refusal(text);
  expect(error).toMatchObject({ kind: "unreadable", transient });
  expect(error.message).toBe(message);
  expect(error.retryable).toBe(transient);
});

test("a __proto__ key is an ordinary field", () => {
  const answer = parse('{"__proto__":{"isAdmin":true}}');
  expect(Object.keys(answer)).toEqual(["__proto__"]);
  expect(answer.isAdmin).toBeUndefined();
  expect(JSON.stringify(answer)).toBe('{"__proto__":{"isAdmin":true}}');
});

test.each([
  [{}, true],
  [null, false],
  [[], false],
  ["{}", false],
  [undefined, false],
])("isObject(%j) is %s", (value, expected) => {
  expect(isObject(value)).toBe(expected);
});

describe("a body designed to block the process", () => {
  const megabytes = 8_000_000;
  const bodies: [string, string][] = [
    ["a number of zeros and a digit", `{"a":1${"0".repeat(megabytes)}1}`],
    ["many numbers of 400 zeros", `{"a":[${`1.${"0".repeat(397)}1,`.repeat(19_000)}1]}`],
    ["strings that do not end", `{"a":${'"\\'.repeat(megabytes / 3)}`],
    ["backslashes", `{"a":"${"\\".repeat(megabytes)}"}`],
    ["backslashes without an end", `{"a":"${"\\".repeat(megabytes)}`],
    ["brackets that close", `{"a":${"]".repeat(megabytes)}`],
    ["minus signs", `{"a":${"-".repeat(megabytes)}}`],
    ["exponents", `{"a":[${"1e999,".repeat(450_000)}1]}`],
  ];

  test.each(bodies)("is read or rejected in linear time: %s", (_, body) => {
    const takenMs = cpuMs(() => {
      try {
        parse(body);
      } catch {
        // A rejected body also counts.
      }
    });
    expect(takenMs).toBeLessThan(2_500);
  });

  test("a number of more than 400 characters stays text", () => {
    const long = `1${"0".repeat(400)}`;
    expect(parse(`{"a":${long}}`).a).toBe(long);
    expect(parse(`{"a":-0.${"5".repeat(400)}}`).a).toBe(`-0.${"5".repeat(400)}`);
  });

  test.each([
    ["500,000 values", `{"a":[${"1,".repeat(500_001)}1]}`, "has more than 500,000 values"],
    [
      "100,000 fields",
      `{${Array.from({ length: 100_001 }, (_, nth) => `"k${nth}":1`).join()}}`,
      "has an object with more than 100,000 fields",
    ],
  ])("more than %s are unreadable, for good", (_, body, message) => {
    expect(refusal(body)).toMatchObject({
      kind: "unreadable",
      retryable: false,
      message: `Codat's response ${message}.`,
    });
  });

  test("a body just below the limits is read", () => {
    expect(parse(`{"a":[${"1,".repeat(499_990)}1]}`).a).toHaveLength(499_991);
    const fields = Array.from({ length: 100_000 }, (_, nth) => `"k${nth}":"x:y,{["`).join();
    expect(Object.keys(parse(`{${fields}}`))).toHaveLength(100_000);
  });

  test("invalid JSON does not become valid because a number in it is quoted", () => {
    for (const body of [
      '{"a":--12345678901234567891}',
      '{"a":012345678901234567891}',
      `{"a":${"-".repeat(500)}}`,
      '{"a":1.e5555555555555555}',
    ]) {
      expect(refusal(body).message, body).toBe("Codat's response is not JSON.");
    }
  });
});
