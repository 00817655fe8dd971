import { slowFaults } from "../../support/fault-answers.ts";
import { each, type FaultCase, transient } from "../case.ts";

/** Responses that never end. Each attempt ends by its timeout and is transient. */
export const slowCases: FaultCase[] = each(slowFaults, (name, answer) => transient(name, answer, "timeout"));
