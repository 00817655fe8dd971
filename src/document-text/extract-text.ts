import { Semaphore } from "../base/semaphore.ts";
import { CodatError } from "../codat/error.ts";
import { bounds } from "./bounds.ts";
import { type Job, notInstalled, type Reading, startJob, type Words } from "./job.ts";
import { restIsMissing } from "./output/sink.ts";
import type { Source } from "./types.ts";

export type { Reading, Words } from "./job.ts";
export type { Source } from "./types.ts";

// Two files at once would take the memory of both.
const queue = new Semaphore(1);

/**
 * Reads a file in a worker, one file at a time; ends it at the bounds and when the signal aborts. Throws `unreadable`
 * where no words come out; where the reading was ended, what had come until then is the answer, and a note says so.
 */
export async function readWords(source: Source, reading: Reading): Promise<Words> {
  const size = source.bytes.byteLength;
  if (size === 0) throw unreadable("This file is empty: it has no words.");
  if (size > bounds.fileBytes) {
    throw unreadable(
      `This file is too large to be read here: ${size} bytes, where ${bounds.fileBytes} are the most.`,
    );
  }
  const { words, failure } = await (await takeTurn(source, reading)).answer;
  if (failure === notInstalled) {
    throw new CodatError("unreadable", "What reads words out of files is missing from this server.", {
      advice:
        "The operator must install the whole package, not main.mjs alone. The other formats work without it.",
    });
  }
  const hasWords = words.blocks.some((block) => "line" in block);
  if (!hasWords) throw unreadable(failure ?? "This file holds no words.");
  if (failure) words.notes.push(`${failure} ${restIsMissing}`);
  return words;
}

async function takeTurn(source: Source, reading: Reading): Promise<Job> {
  const leave = await queue.acquire(reading.signal);
  try {
    reading.signal.throwIfAborted();
    const job = startJob(source, reading);
    job.gone.then(leave);
    return job;
  } catch (cause) {
    leave();
    reading.signal.throwIfAborted();
    throw new CodatError("unreadable", "No reader could be started in this process.", {
      advice: "The operator must let Node.js start worker threads. The other formats work without them.",
      cause,
    });
  }
}

function unreadable(sentence: string): CodatError {
  return new CodatError("unreadable", sentence, {
    advice: "The file itself can still be had in another format.",
  });
}
