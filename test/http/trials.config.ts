import { defineConfig } from "vitest/config";
import tests from "../../vitest.config.ts";

// `npm run http`: also the situations that take up to a minute, which are not part of `npm test`.
export default defineConfig({
  test: { ...tests.test, include: ["test/http/{situations,isolation}/**/*.{test,trial}.ts"] },
});
