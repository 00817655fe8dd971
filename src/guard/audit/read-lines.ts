import { createReadStream } from "node:fs";
import { createGunzip } from "node:zlib";

/** A line of a log, by the position of its file in the list of files, and by its number. */
export interface Place {
  file: number;
  line: number;
}

/** A place as a key of maps and sets. */
export function keyOfPlace({ file, line }: Place): string {
  return `${file}:${line}`;
}

/** A line that is not empty, without its newline. */
export interface LogLine extends Place {
  bytes: Buffer;
}

const newline = 0x0a;
const longestLineBytes = 1024 * 1024;

/** The lines of some files that are not empty. Files that end in .gz are decompressed. Throws the system's error for a file that cannot be read. */
export async function* readLines(paths: readonly string[]): AsyncGenerator<LogLine> {
  for (const [file, path] of paths.entries()) {
    let line = 0;
    for await (const bytes of linesOf(path)) {
      line++;
      if (bytes.length > 0) yield { file, line, bytes };
    }
  }
}

async function* linesOf(path: string): AsyncGenerator<Buffer> {
  let rest = Buffer.alloc(0);
  for await (const chunk of contentOf(path)) {
    let bytes = Buffer.concat([rest, chunk]);
    for (let end = bytes.indexOf(newline); end >= 0; end = bytes.indexOf(newline)) {
      yield bytes.subarray(0, end);
      bytes = bytes.subarray(end + 1);
    }
    // The rest of such a line is another line, and neither is one of the log.
    if (bytes.length > longestLineBytes) {
      yield bytes;
      bytes = Buffer.alloc(0);
    }
    rest = bytes;
  }
  if (rest.length > 0) yield rest;
}

function contentOf(path: string): AsyncIterable<Buffer> {
  const file = createReadStream(path);
  if (!path.endsWith(".gz")) return file;
  const content = createGunzip();
  file.on("error", (error) => content.destroy(error));
  return file.pipe(content);
}
