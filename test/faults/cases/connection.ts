import { connectionFaults } from "../../support/fault-answers.ts";
import { each, type FaultCase, transient } from "../case.ts";

const isLength = (name: string) => /Content-Length|chunks/.test(name);
const faults = Object.entries(connectionFaults).filter(([name]) => !isLength(name));

/** Broken connections. All are transient. */
export const connectionCases: FaultCase[] = each(Object.fromEntries(faults), (name, answer) =>
  transient(name, answer, "network"),
);
