import { defineConfig } from "vitest/config";

// Tests that run in this process: a program that they spawn would not be mutated. Without isolation a mutant costs no new
// import of the SDK for each test file.
export default defineConfig({
  test: {
    include: ["test/{base,codat,guard,toolkit,tools,resources,prompts}/**/*.test.ts"],
    testTimeout: 20_000,
    isolate: false,
    expect: { requireAssertions: true },
  },
});
