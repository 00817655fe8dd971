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
import { each, type FaultCase, lasting, passing } from "../case.ts";

const gzipped = { "content-type": "application/json", "content-encoding": "gzip", connection: "close" };
const sums = Array.from({ length: 100_000 }, (_, at) => Math.sin(at));
const large = gzipSync(JSON.stringify({ id: "A1D001", sums }), { level: 1 });
const gzipHeader = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3]);

/** So many MiB of zeros as gzip, written a block a MiB while they are taken; nobody reads as far as a checksum. */
function gzipBomb(mebibytes: number): Fault {
  return (_request, _nth, socket) => {
    const block = deflateRawSync(Buffer.alloc(1024 * 1024), { finishFlush: constants.Z_FULL_FLUSH });
    socket.write(head(200, gzipped));
    Readable.from([gzipHeader, ...Array<Buffer>(mebibytes).fill(block)]).pipe(socket);
  };
}

// Which of them depends on the version of Node.
const unread = ["network", "timeout", "unreadable"] as const;

/** Bodies that are not encoded as they say, or too often, or hold too much. */
export const encodingCases: FaultCase[] = [
  ...each(encodingFaults, (name, answer) => passing(name, answer, unread)),
  lasting("3 stacked encodings", wrongFaults["3 stacked encodings"], "unreadable"),
  ...passing("30 stacked encodings", stacked(30), unread),
  ...each(uncaughtFaults, (name, answer) => passing(name, answer, unread)),
  lasting("a gzip bomb of 1 GiB", gzipBomb(1024), "too_large"),
  // On some versions of Node fetch throws where nobody can catch it when such a connection ends: then the attempt does, by its time.
  lasting(
    "a large compressed answer that ends with its connection",
    wire(head(200, gzipped), large, "end"),
    ["ok", "timeout"],
    { attempts: [1, 3] },
  ),
  lasting("a compressed answer", oddAnswers["a compressed answer"], "ok"),
];
