import { connectionFaults, contentFaults, head, wire } from "../../support/fault-answers.ts";
import type { Fault } from "../../support/fault-server.ts";
import { each, type FaultCase, transient } from "../case.ts";

const body = '{"id":"A1D001","customerName":"Smith & Co"}';
const json = { "content-type": "application/json" };

const broken: Record<string, Fault> = {
  "Content-Length too long": connectionFaults["Content-Length too long"],
  "Content-Length twice": connectionFaults["Content-Length twice"],
  "Content-Length negative": connectionFaults["Content-Length negative"],
  "Content-Length and chunks": wire(
    head(200, { ...json, "content-length": 5, "transfer-encoding": "chunked" }),
    `${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n`,
  ),
  "Content-Length of letters": wire(head(200, { ...json, "content-length": "many" }), body, "end"),
  "cut chunks": connectionFaults["cut chunks"],
  "broken chunks": connectionFaults["broken chunks"],
  "a chunk of negative length": wire(
    head(200, { ...json, "transfer-encoding": "chunked" }),
    `-5\r\n${body}\r\n0\r\n\r\n`,
  ),
};

/** Lengths that differ from the body's. All are transient. */
export const lengthCases: FaultCase[] = [
  ...each(broken, (name, answer) => transient(name, answer, "network")),
  ...transient("Content-Length too short", contentFaults["Content-Length too short"], "unreadable"),
  ...transient(
    "Content-Length too short, the rest after it",
    wire(head(200, { ...json, "content-length": 20 }), body),
    "unreadable",
  ),
];
