import { defineConfig } from "vitest/config";
import tests from "../../../vitest.config.ts";

// `npm run tokens`: also the failures of an issuer that take some seconds each, which are not part of `npm test`.
export default defineConfig({
  test: { ...tests.test, include: ["test/http/oauth/**/*.{test,trial}.ts"] },
});
