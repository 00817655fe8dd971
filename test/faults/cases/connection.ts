import { connectionFaults } from "../../support/fault-answers.ts";
import { each, type FaultCase, passing } from "../case.ts";

const isLength = (name: string) => /Content-Length|chunks/.test(name);
const faults = Object.entries(connectionFaults).filter(([name]) => !isLength(name));

/** Connections that break: each may pass. */
export const connectionCases: FaultCase[] = each(Object.fromEntries(faults), (name, answer) =>
  passing(name, answer, "network"),
);
