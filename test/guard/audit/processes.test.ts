import { test } from "vitest";
import { expectIntactLog } from "./three-processes.ts";

test("600 lines of three processes verify over rotations, with their heads", () =>
  expectIntactLog([220, 200, 180], 40));
