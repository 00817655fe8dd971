import type { Message, TextGap } from "./output/sink.ts";
import type { Block, Source } from "./types.ts";
import { startThread, type ThreadOptions } from "./worker-thread.ts";

/** The text of a file in its order, and sentences to show before it. */
export interface ExtractedText {
  blocks: Block[];
  notes: string[];
  /** The files inside it, if its type can hold any; `from` is the block at which their list begins. */
  files?: { count: number; from: number };
  gap?: TextGap;
}

export interface ExtractOptions extends ThreadOptions {
  /** Receives the progress: `page`, 3, 12. */
  progress?: (what: string, done: number, total: number) => void;
}

/** What the worker receives to extract text. */
export type TextRequest = Source & { task: "text" };

export interface Job {
  /** The text, and a sentence if it is incomplete. Rejects as a thread does. */
  answer: Promise<{ text: ExtractedText; failure?: string }>;
  /** Resolves when the worker's thread has exited, or has not exited for some seconds. */
  gone: Promise<void>;
}

/** Starts a worker that extracts the text of a file. */
export function startJob({ bytes, type }: Source, { progress, ...options }: ExtractOptions): Job {
  const text: ExtractedText = { blocks: [], notes: [] };
  const { failure, gone } = startThread<Message>(
    {
      name: "document-text",
      doing: "Extracting text from this file",
      request: { task: "text", bytes, type } satisfies TextRequest,
      take: (message, finish) => {
        if (message.kind === "blocks") for (const block of message.blocks) text.blocks.push(asBlock(block));
        else if (message.kind === "files") text.files = { count: message.count, from: text.blocks.length };
        else if (message.kind === "progress") progress?.(message.what, message.done, message.total);
        else if (message.kind === "done") finish();
        else {
          const { kind, sentence, gap } = message;
          if (gap) text.gap = { sentence, reason: gap };
          if (kind === "note") text.notes.push(sentence);
          else finish(sentence);
        }
      },
    },
    options,
  );
  return { answer: failure.then((sentence) => ({ text, failure: sentence })), gone };
}

function asBlock(block: string | Block): Block {
  return typeof block === "string" ? { line: block } : block;
}
