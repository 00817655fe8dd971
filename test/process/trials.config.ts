import { defineConfig } from "vitest/config";
import tests from "../../vitest.config.ts";

// `npm run process`: also the failures that take some seconds each, which are not part of `npm test`.
export default defineConfig({
  // Some measure the memory of their process, so each file has its own.
  test: { ...tests.test, include: ["test/process/**/*.{test,trial}.ts"], isolate: true },
});
