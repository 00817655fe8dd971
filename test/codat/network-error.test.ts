import { expect, test } from "vitest";
import { codeOf } from "../../src/base/error-trace.ts";
import { networkError } from "../../src/codat/network-error.ts";

const failed = (code: unknown) =>
  new TypeError("fetch failed", { cause: Object.assign(new Error("secret"), { code }) });

test.each([
  ["ECONNREFUSED", "network", true, true],
  ["ECONNRESET", "network", true, true],
  ["EAI_AGAIN", "network", true, true],
  ["UND_ERR_SOCKET", "network", true, true],
  ["UND_ERR_HEADERS_OVERFLOW", "network", true, true],
  ["ETIMEDOUT", "timeout", true, true],
  ["UND_ERR_CONNECT_TIMEOUT", "timeout", true, true],
  ["UND_ERR_BODY_TIMEOUT", "timeout", true, true],
  ["ENOTFOUND", "network", false, true],
  ["CERT_HAS_EXPIRED", "network", false, false],
  ["DEPTH_ZERO_SELF_SIGNED_CERT", "network", false, false],
  ["SELF_SIGNED_CERT_IN_CHAIN", "network", false, false],
  ["UNABLE_TO_VERIFY_LEAF_SIGNATURE", "network", false, false],
  ["ERR_TLS_CERT_ALTNAME_INVALID", "network", false, false],
  ["EPROTO", "network", false, false],
])("%s is a %s error; transient: %s, retryable: %s", (code, kind, transient, retryable) => {
  const error = networkError(failed(code));
  expect(error).toMatchObject({ kind, retryable });
  expect(error.transient).toBe(transient);
  expect(error.message).toMatch(/^[^\n]+\.$/);
  expect(error.message).not.toContain("secret");
});

test.each([undefined, null, "text", 5, {}, new Error("secret"), new TypeError("fetch failed")])(
  "%s without a code is a broken connection, and its message is not quoted",
  (thrown) => {
    expect(networkError(thrown).message).toBe(
      "The connection to Codat was interrupted or returned malformed data.",
    );
  },
);

test.each([
  ["in the error", Object.assign(new Error(), { code: "ECONNRESET" }), "ECONNRESET"],
  ["in a cause", failed("ECONNRESET"), "ECONNRESET"],
  ["that is a text", failed("a key, perhaps"), ""],
  ["that is a number", failed(20), ""],
  ["that is nowhere", new Error("secret"), ""],
])("codeOf: a code %s", (_, error, expected) => {
  expect(codeOf(error)).toBe(expected);
});

test("a circular cause does not loop forever", () => {
  const error = new Error("secret");
  error.cause = error;
  expect(codeOf(error)).toBe("");
});
