import { contentFaults, largeFaults, oddAnswers, reply, wrongFaults } from "../../support/fault-answers.ts";
import type { Fault } from "../../support/fault-server.ts";
import { each, type FaultCase, permanent, transient } from "../case.ts";

const { "Content-Length too short": _length, ...noJson } = contentFaults;
const { "3 stacked encodings": _encodings, ...noObject } = wrongFaults;
const { "a gzip bomb of 64 MiB": _bomb, ...tooLarge } = largeFaults;
const { "a compressed answer": _compressed, "a __proto__ key": _proto, ...odd } = oddAnswers;

/** A sign-in page that echoes the Authorization header. */
const html: Fault = (request, nth, socket) =>
  reply(200, `<!doctype html><title>Sign in</title>${request.headers.authorization}`, {
    "content-type": "text/html",
  })(request, nth, socket);

const polluting =
  '{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}},"id":"A1D001"}';

/** Bodies that are not the requested JSON object, and unusual bodies that are. */
export const contentCases: FaultCase[] = [
  ...each(noJson, (name, answer) => transient(name, answer, "unreadable")),
  ...transient("HTML with 200 that echoes the key", html, "unreadable"),
  ...each(noObject, (name, answer) => permanent(name, answer, "unreadable")),
  ...each(tooLarge, (name, answer) => permanent(name, answer, "too_large")),
  ...each(odd, (name, answer) => permanent(name, answer, "ok", { says: '"customerName":"Smith & Co"' })),
  permanent("__proto__ and constructor.prototype", reply(200, polluting), "ok", { says: polluting }),
];
