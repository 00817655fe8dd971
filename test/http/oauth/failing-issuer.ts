import type { ServerResponse } from "node:http";
import { json } from "./issuer.ts";

/** A failure is remembered for 5 s. */
export const recovery = { timeout: 20_000, interval: 500 };

type Fail = (response: ServerResponse) => void;

/** Ways in which an issuer fails, and what the log says then. */
export const failures: [string, Fail, RegExp][] = [
  ["500", (response) => response.writeHead(500).end(), /status 500/],
  ["404", (response) => response.writeHead(404).end(), /status 404/],
  [
    "a redirect",
    (response) => response.writeHead(302, { location: "http://127.0.0.1:1/" }).end(),
    /status 302/,
  ],
  ["HTML", (response) => response.writeHead(200).end("<html>Sign in to the network</html>"), /not JSON/],
  ["JSON that is no object", (response) => json(response, "keys"), /no JSON object/],
  ["nothing", () => {}, /no answer within 5 s/],
  [
    "a body that does not end",
    (response) => void response.writeHead(200).write('{"keys":['),
    /no answer within 5 s/,
  ],
  ["a megabyte", (response) => json(response, { keys: [], x: "x".repeat(1_000_000) }), /larger than 512 KiB/],
  ["a broken connection", (response) => void response.destroy(), /not reachable/],
];
