import { expect } from "vitest";
import { markedLine } from "../../src/document-text/output/marks.ts";
import { type Reader, type Sink, Unreadable } from "../../src/document-text/types.ts";

/** Collects the output of a reader, with marks as `# title` lines. */
export class ArraySink implements Sink {
  readonly lines: string[] = [];
  readonly notes: string[] = [];
  readonly steps: string[] = [];

  mark(title: string): void {
    this.lines.push(`# ${title}`);
  }

  line(text: string): void {
    this.lines.push(markedLine(text).line);
  }

  note(sentence: string): void {
    this.notes.push(sentence);
  }

  progress(what: string, done: number, total: number): void {
    this.steps.push(`${what} ${done} of ${total}`);
  }
}

export async function readInto(reader: Reader, bytes: Uint8Array | string, type = ""): Promise<ArraySink> {
  const sink = new ArraySink();
  await reader({ bytes: typeof bytes === "string" ? Buffer.from(bytes) : bytes, type }, sink);
  return sink;
}

/** The message with which a reader rejects a file. */
export async function refusal(reader: Reader, bytes: Uint8Array | string, type = ""): Promise<string> {
  const error = await readInto(reader, bytes, type).then(
    (sink) => expect.fail(`text was extracted: ${sink.lines.slice(0, 5).join("\n")}`),
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof Unreadable)) throw error;
  return error.message;
}
