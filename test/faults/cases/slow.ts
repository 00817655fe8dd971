import { slowFaults } from "../../support/fault-answers.ts";
import { each, type FaultCase, passing } from "../case.ts";

/** Answers that never end: each attempt ends by its own time, and may pass. */
export const slowCases: FaultCase[] = each(slowFaults, (name, answer) => passing(name, answer, "timeout"));
