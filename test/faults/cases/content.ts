import { contentFaults, largeFaults, oddAnswers, reply, wrongFaults } from "../../support/fault-answers.ts";
import type { Fault } from "../../support/fault-server.ts";
import { each, type FaultCase, lasting, passing } from "../case.ts";

const { "Content-Length too short": _length, ...noJson } = contentFaults;
const { "3 stacked encodings": _encodings, ...noObject } = wrongFaults;
const { "a gzip bomb of 64 MiB": _bomb, ...tooLarge } = largeFaults;
const { "a compressed answer": _compressed, "a __proto__ key": _proto, ...odd } = oddAnswers;

/** A page such as a sign-in wall's, which repeats what it was asked with. */
const html: Fault = (request, nth, socket) =>
  reply(200, `<!doctype html><title>Sign in</title>${request.headers.authorization}`, {
    "content-type": "text/html",
  })(request, nth, socket);

const polluting =
  '{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}},"id":"A1D001"}';

/** Bodies that are not the JSON object that was asked for, and odd ones that are. */
export const contentCases: FaultCase[] = [
  ...each(noJson, (name, answer) => passing(name, answer, "unreadable")),
  ...passing("HTML with 200 that repeats the key", html, "unreadable"),
  ...each(noObject, (name, answer) => lasting(name, answer, "unreadable")),
  ...each(tooLarge, (name, answer) => lasting(name, answer, "too_large")),
  ...each(odd, (name, answer) => lasting(name, answer, "ok", { says: '"customerName":"Smith & Co"' })),
  lasting("__proto__ and constructor.prototype", reply(200, polluting), "ok", { says: polluting }),
];
