import { test } from "vitest";
import { expectIntactLog } from "./three-processes.ts";

test("10,000 lines of three processes verify over rotations, with their heads", { timeout: 120_000 }, () =>
  expectIntactLog([3334, 3333, 3333], 400),
);
