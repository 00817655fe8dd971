import { checkSize } from "../document-text/extract-text.ts";
import type { Source } from "../document-text/types.ts";
import { UnreadableFile } from "../document-text/unreadable-file.ts";
import { startThread, type ThreadOptions } from "../document-text/worker-thread.ts";
import type { DrawRequest, Picture } from "./types.ts";

export type { Area, Picture } from "./types.ts";

export type DrawOptions = ThreadOptions & DrawRequest;

/** What the worker receives to draw a picture. */
export type ImageRequest = Source & DrawRequest & { task: "image" };

/** What the worker posts, once. */
export type ImageMessage =
  | { kind: "picture"; picture: Picture }
  | { kind: "unreadable"; sentence: string }
  | { kind: "noSuchPage"; sentence: string };

/** One picture's drawing. */
export interface Drawing {
  /** Rejects with UnreadableFile if the file cannot be drawn, and with the signal's reason if it aborts. */
  picture: Promise<Picture>;
  /** Resolves when the worker's thread has exited, or has not exited for some seconds. Until then it may hold memory. */
  gone: Promise<void>;
}

/** Starts a worker that draws a page of a document, or a photo; ends it at the bounds and when the signal aborts. Throws UnreadableFile. */
export function drawImage(source: Source, options: DrawOptions): Drawing {
  checkSize(source);
  const { page, area, maxSide, maxBytes, ...thread } = options;
  let posted: ImageMessage | undefined;
  const { failure, gone } = startThread<ImageMessage>(
    {
      name: "document-image",
      doing: "Drawing this file",
      request: {
        task: "image",
        bytes: source.bytes,
        type: source.type,
        page,
        area,
        maxSide,
        maxBytes,
      } satisfies ImageRequest,
      take: (message, finish) => {
        posted = message;
        finish();
      },
    },
    thread,
  );
  return { picture: failure.then((sentence) => pictureOf(posted, sentence)), gone };
}

function pictureOf(posted: ImageMessage | undefined, failure: string | undefined): Picture {
  if (posted?.kind === "picture") return posted.picture;
  if (posted?.kind === "noSuchPage") throw new UnreadableFile("noSuchPage", posted.sentence);
  throw new UnreadableFile("failed", posted?.sentence ?? failure ?? "This file could not be drawn.");
}
