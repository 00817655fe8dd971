import { checkSize } from "../extract-text.ts";
import type { Source } from "../types.ts";
import { UnreadableFile } from "../unreadable-file.ts";
import { startThread, type ThreadOptions } from "../worker-thread.ts";
import type { OpenedMember } from "./walk.ts";

/** What the worker receives to open a file inside another one. */
export type MemberRequest = Source & { task: "member"; path: readonly number[] };

/** What the worker posts, once. */
export type MemberMessage =
  | { kind: "member"; member: OpenedMember }
  | { kind: "unreadable"; sentence: string }
  | { kind: "noSuchMember"; sentence: string };

/** The opening of one file inside another. */
export interface Opening {
  /** Rejects with UnreadableFile if there is no such file or it cannot be opened, and with the signal's reason if it aborts. */
  member: Promise<OpenedMember>;
  /** Resolves when the worker's thread has exited, or has not exited for some seconds. Until then it may hold memory. */
  gone: Promise<void>;
}

/** Starts a worker that opens the file at a path: `[2, 1]` is the first file in the second one. Throws UnreadableFile. */
export function openMember(source: Source, path: readonly number[], options: ThreadOptions): Opening {
  checkSize(source);
  let posted: MemberMessage | undefined;
  const { failure, gone } = startThread<MemberMessage>(
    {
      name: "document-member",
      doing: "Opening the file inside this file",
      request: { task: "member", bytes: source.bytes, type: source.type, path } satisfies MemberRequest,
      take: (message, finish) => {
        posted = message;
        finish();
      },
    },
    options,
  );
  return { member: failure.then((sentence) => memberOf(posted, sentence)), gone };
}

function memberOf(posted: MemberMessage | undefined, failure: string | undefined): OpenedMember {
  if (posted?.kind === "member") return posted.member;
  if (posted?.kind === "noSuchMember") throw new UnreadableFile("noSuchMember", posted.sentence);
  throw new UnreadableFile("failed", posted?.sentence ?? failure ?? "The file inside this file is broken.");
}
