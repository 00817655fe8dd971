import { mebibyte } from "../../base/limits.ts";
import { ToolError } from "../../base/tool-error.ts";
import { openMember } from "../../document-text/members/open-member.ts";
import { bytesInFlight, whileInFlight } from "../in-flight.ts";
import type { FetchedFile } from "../record.ts";
import { explainUnreadable, runInTurn } from "../worker-turn.ts";
import { indexesOf, memberProblem } from "./path.ts";

interface OpenOptions {
  worker: URL;
  signal: AbortSignal;
  trace: { busyWith?: string | undefined };
}

// Opening a container takes as long as reading a document.
const openingBytes = 8 * mebibyte;

/** Opens the file at a path inside a downloaded file, in its turn. Throws ToolError `not_found` and `unreadable`. */
export async function openInTurn(
  { bytes, type }: FetchedFile,
  member: string,
  { worker, signal, trace }: OpenOptions,
): Promise<FetchedFile> {
  const problem = memberProblem(member);
  if (problem) throw new ToolError("arguments", `member ${problem}.`);
  trace.busyWith = "opening files inside files";
  try {
    const opened = await whileInFlight((count) => {
      count(bytes.byteLength);
      return runInTurn(openingBytes + bytes.byteLength, signal, (stopped) => {
        const options = { worker, signal: stopped, otherBytes: bytesInFlight };
        const { member: result, gone } = openMember({ bytes, type }, indexesOf(member), options);
        return { result, gone };
      });
    });
    const size = opened.bytes.byteLength;
    return {
      record: {
        name: opened.name ?? `file-${member.replaceAll("/", "-")}`,
        contentType: undefined,
        fileSize: size,
      },
      bytes: opened.bytes,
      type: opened.type,
      size,
      sha256: opened.sha256,
      compressed: false,
    };
  } catch (error) {
    throw explainUnreadable(error);
  } finally {
    trace.busyWith = undefined;
  }
}
