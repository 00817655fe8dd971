// On SIGUSR2, throws an uncatchable exception of the kind in TESTS_THROW, or rejects a promise with it if TESTS_REJECT is set.
import { AssertionError } from "node:assert";

const assertion = {
  message: "The expression evaluated to a falsy value:\n\n  assert(!this.paused)\n",
  actual: false,
  expected: true,
  operator: "==",
};
const coded = (code) => Object.assign(new Error("other side closed"), { code });
// Must not appear in any output.
const cause = new Error(`${process.env.CODAT_API_KEY} in ${process.cwd()}`);
const errors = {
  assertion: () => new AssertionError(assertion),
  abort: () => new DOMException("This operation was aborted", "AbortError"),
  socket: () => coded("UND_ERR_SOCKET"),
  foreign: () => new TypeError(`${cause.message} is not a function`),
};

process.on("SIGUSR2", () => {
  const error = errors[process.env.TESTS_THROW]();
  error.cause ??= cause;
  if (process.env.TESTS_REJECT) Promise.reject(error);
  else
    setImmediate(() => {
      throw error;
    });
});
