// On SIGUSR2: an exception that nobody can catch, of the kind that TESTS_THROW names; as a rejection with TESTS_REJECT.
import { AssertionError } from "node:assert";

const assertion = {
  message: "The expression evaluated to a falsy value:\n\n  assert(!this.paused)\n",
  actual: false,
  expected: true,
  operator: "==",
};
const coded = (code) => Object.assign(new Error("other side closed"), { code });
// What must not be told of any of them.
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
