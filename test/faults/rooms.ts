import { connectionCases } from "./cases/connection.ts";
import { contentCases } from "./cases/content.ts";
import { encodingCases } from "./cases/encoding.ts";
import { fileCases } from "./cases/files.ts";
import { hostileCases } from "./cases/hostile.ts";
import { lengthCases } from "./cases/lengths.ts";
import { redirectCases } from "./cases/redirects.ts";
import { slowCases } from "./cases/slow.ts";
import { statusCases } from "./cases/statuses.ts";
import { throttlingCases } from "./cases/throttling.ts";
import { tlsCases } from "./cases/tls.ts";
import type { Room } from "./room.ts";
import { startTlsStage } from "./tls-stage.ts";

const soon = { CODAT_TIMEOUT_MS: "2000" };

/** The whole table by server, slowest first. */
export const rooms: Room[] = [
  {
    name: "throttling",
    cases: throttlingCases,
    lanes: throttlingCases.length,
    environment: { CODAT_MAX_CONCURRENCY: "64" },
  },
  // One at a time: before its greeting, a connection cannot be assigned to a case.
  { name: "TLS", cases: tlsCases, lanes: 1, environment: soon, stage: startTlsStage },
  { name: "statuses", cases: statusCases, lanes: 8 },
  { name: "files", cases: fileCases, lanes: 4 },
  { name: "encodings", cases: encodingCases, lanes: 4, environment: { CODAT_TIMEOUT_MS: "4000" } },
  { name: "slow responses", cases: slowCases, lanes: slowCases.length, environment: soon },
  // One at a time, so that a broken connection affects only its own case.
  { name: "connections", cases: [...connectionCases, ...lengthCases], lanes: 1 },
  // One at a time: each keeps a core busy.
  { name: "another's data and hostile bodies", cases: hostileCases, lanes: 1 },
  { name: "contents and redirects", cases: [...contentCases, ...redirectCases], lanes: 4 },
];
