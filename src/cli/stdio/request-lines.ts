import { Transform, type TransformCallback } from "node:stream";
import { mebibyte } from "../../base/limits.ts";
import { readLine } from "./read-line.ts";

// The SDK closes the connection at a message of 10 MiB; a longer line is passed on for that, as it comes.
const longestLineBytes = 10 * mebibyte;
const newline = 0x0a;

/**
 * The client's input as the SDK accepts it, line by line. The SDK drops a line that does not match its schema without an
 * answer, so that the client waits for one until it gives up; such a line is corrected, or answered here through `answer`.
 */
export function requestLines(answer: (line: string) => void): Transform {
  let pending: Buffer[] = [];
  let pendingBytes = 0;

  const pass = (stream: Transform, bytes: Buffer) => {
    const line = readLine(bytes.toString("utf8"));
    if ("answer" in line) answer(`${line.answer}\n`);
    else stream.push(line.text === undefined ? bytes : line.text);
  };

  return new Transform({
    transform(chunk: Buffer, _encoding, done: TransformCallback) {
      let from = 0;
      for (let end = chunk.indexOf(newline); end >= 0; end = chunk.indexOf(newline, from)) {
        pass(this, Buffer.concat([...pending, chunk.subarray(from, end + 1)]));
        pending = [];
        pendingBytes = 0;
        from = end + 1;
      }
      const rest = chunk.subarray(from);
      pending.push(rest);
      pendingBytes += rest.length;
      if (pendingBytes > longestLineBytes) {
        for (const bytes of pending) this.push(bytes);
        pending = [];
        pendingBytes = 0;
      }
      done();
    },
    flush(done: TransformCallback) {
      if (pendingBytes > 0) this.push(Buffer.concat(pending));
      done();
    },
  });
}
