import { configDefaults, defineConfig } from "vitest/config";
import tests from "../vitest.config.ts";

// `npm run attacks`: files made to use up time or memory. Each takes seconds, so they are not part of `npm test`.
export default defineConfig({
  test: {
    ...tests.test,
    include: ["test/**/*.trial.ts"],
    exclude: [...configDefaults.exclude, "test/http/**", "test/process/**"],
    // Each file starts with an empty memory.
    isolate: true,
    maxWorkers: 1,
  },
});
