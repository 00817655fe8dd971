import { Writable } from "node:stream";
import { escapeCharacter } from "../../base/visible-text.ts";

// Each ends a line for some readers (Python's splitlines, Node 24's readline), which then split the message.
const lineSeparators = /[\u0085\u2028\u2029]/g;

/** A stream for the SDK's output that writes each message to `out` as one line for every reader. */
export function responseLines(out: NodeJS.WritableStream): Writable {
  return new Writable({
    decodeStrings: false,
    write(chunk: string | Buffer, _encoding, done) {
      const line = typeof chunk === "string" ? chunk : chunk.toString("utf8");
      // Within JSON these characters stand in strings only, where an escape is the same value.
      const escaped = line.replace(lineSeparators, escapeCharacter);
      if (out.write(escaped)) done();
      else out.once("drain", () => done());
    },
  });
}
