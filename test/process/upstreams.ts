import { head, reply, wire } from "../support/fault-answers.ts";
import type { Fault } from "../support/fault-server.ts";

const size = 4 * 1024 * 1024;
const record = reply(200, JSON.stringify({ name: "a.bin", fileSize: size }));
const half = wire(head(200, { "content-length": size }), Buffer.alloc(size / 2));

/** Returns the record of an attachment and half of its content. */
export const brokenDownload: Fault = (request, ...rest) =>
  (request.path.endsWith("/download") ? half : record)(request, ...rest);
