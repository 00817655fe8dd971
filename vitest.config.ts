import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    // On busy cores, some tests take ten times as long.
    testTimeout: 90_000,
    hookTimeout: 90_000,
    pool: "forks",
    // One more than small machines have cores: many tests wait.
    maxWorkers: 3,
    // The files that a worker runs share its modules: to load them anew for each file would take as long as a third of the
    // tests. So no test may leave a changed variable or a spy behind.
    isolate: false,
    restoreMocks: true,
    unstubEnvs: true,
    expect: { requireAssertions: true, poll: { timeout: 5_000 } },
  },
});
