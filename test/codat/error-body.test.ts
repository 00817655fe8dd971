import { expect, test } from "vitest";
import { readErrorBody } from "../../src/codat/error-body.ts";

test.each<[unknown, string | undefined]>([
  [{ error: { message: "Nested." } }, "Nested."],
  [{ error: { error: { message: "Deeper." } } }, "Deeper."],
  [{ error: ["One.", "Two."] }, "One. Two."],
  [{ Message: "User is not authorized" }, "User is not authorized"],
  [[{ error: "In a list." }], "In a list."],
  ["A JSON string.", "A JSON string."],
  [
    { title: "Invalid.", errors: { page: ["Too large."], query: [{ message: "Malformed." }] } },
    "Invalid. page: Too large. query: Malformed.",
  ],
  [{ errors: [{ message: "One." }, { title: "Two.", detail: "More." }, "Three."] }, "One. Two. More. Three."],
  [{ validation: { errors: { query: ["Malformed."] } } }, "query: Malformed."],
  [{ validation: { errors: [{ itemId: "query", message: "Malformed." }] } }, "query: Malformed."],
  [{ validation: [{ message: "Malformed." }] }, "Malformed."],
  [{ error: "The same.", message: "The same.", errors: ["The same."] }, "The same."],
  [{ error: 5, message: null, errors: [null, 7, []], validation: "" }, undefined],
  [[[[[[["Too deep."]]]]]], undefined],
  [5, undefined],
  [null, undefined],
])("the message of %j is %j", (body, message) => {
  expect(readErrorBody(JSON.stringify(body)).message).toBe(message);
});
