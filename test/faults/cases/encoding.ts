import { Readable } from "node:stream";
import { constants, deflateRawSync, gzipSync } from "node:zlib";
import {
  encodingFaults,
  head,
  oddAnswers,
  stacked,
  uncaughtFaults,
  wire,
  wrongFaults,
} from "../../support/fault-answers.ts";
import type { Fault } from "../../support/fault-server.ts";
import { each, type FaultCase, permanent, transient } from "../case.ts";

const gzipped = { "content-type": "application/json", "content-encoding": "gzip", connection: "close" };
const sums = Array.from({ length: 100_000 }, (_, at) => Math.sin(at));
const large = gzipSync(JSON.stringify({ id: "A1D001", sums }), { level: 1 });
const gzipHeader = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3]);

/** A gzip stream of zeros, written in blocks of 1 MiB. It has no checksum, because the server must stop before the end. */
function gzipBomb(mebibytes: number): Fault {
  return (_request, _nth, socket) => {
    const block = deflateRawSync(Buffer.alloc(1024 * 1024), { finishFlush: constants.Z_FULL_FLUSH });
    socket.write(head(200, gzipped));
    Readable.from([gzipHeader, ...Array<Buffer>(mebibytes).fill(block)]).pipe(socket);
  };
}

// The kind depends on the Node version.
const unread = ["network", "timeout", "unreadable"] as const;

/** Bodies with a wrong encoding, too many encodings or too much data. */
export const encodingCases: FaultCase[] = [
  ...each(encodingFaults, (name, answer) => transient(name, answer, unread)),
  permanent("3 stacked encodings", wrongFaults["3 stacked encodings"], "unreadable"),
  ...transient("30 stacked encodings", stacked(30), unread),
  ...each(uncaughtFaults, (name, answer) => transient(name, answer, unread)),
  permanent("a gzip bomb of 1 GiB", gzipBomb(1024), "too_large"),
  // On some Node versions fetch throws an uncatchable error when such a connection ends. The attempt then ends by its timeout.
  permanent(
    "a large compressed answer that ends with its connection",
    wire(head(200, gzipped), large, "end"),
    ["ok", "timeout"],
    { attempts: [1, 3] },
  ),
  permanent("a compressed answer", oddAnswers["a compressed answer"], "ok"),
];
