import { codeOf } from "../../base/error-trace.ts";
import type { Log } from "../../base/log.ts";
import { SettingError } from "../../settings/index.ts";
import { coarsestStampMs, type FileStamp, stampOf } from "./file-stamp.ts";
import { FileError, readGuardedFile, readGuardedFileNow } from "./read-file.ts";
import { readEntries, TokensFileError } from "./token-entries.ts";
import type { TokenEntry } from "./token-entry.ts";

/** The tokens file, read again within two seconds of a change. */
export interface TokensFile {
  /** The entries that count now; undefined while the file is missing or has been invalid for too long. */
  entries(): readonly TokenEntry[] | undefined;
  /** Whether the file was valid when it was last read. */
  isValid(): boolean;
  close(): void;
}

export interface TokensFileDeps {
  log: Log;
  /** Whether masked values cannot be compared between replicas, because CODAT_MASK_SECRET is missing. */
  forbidsMasks?: boolean;
  /** How often the file is checked for a change. */
  pollMs?: number;
}

const defaultPollMs = 1_000;
const graceMs = 5 * 60_000;
const remindMs = 60_000;

/** The last reading that failed. */
interface Failure {
  sentence: string;
  /** When the old entries stop counting, on the clock of `performance.now()`. */
  graceEndsAtMs: number;
  loggedAtMs: number;
}

/** Reads the tokens file and watches it. Throws SettingError if it is missing or invalid now. */
export function openTokensFile(
  path: string,
  { log, forbidsMasks = false, pollMs = defaultPollMs }: TokensFileDeps,
): TokensFile {
  const checkMasks = (read: Entries) => {
    const masked = read.findIndex(({ caller }) => caller.mask !== undefined);
    if (!forbidsMasks || masked < 0) return read;
    throw new TokensFileError(
      `entry ${masked + 1} has mask, which needs CODAT_MASK_SECRET where other machines can call`,
    );
  };
  let stamp: FileStamp | undefined;
  let readAtMs = Date.now();
  let failure: Failure | undefined;
  let entries = readFirst(path, checkMasks);

  const fail = (error: unknown) => {
    const nowMs = performance.now();
    const isMissing = codeOf(error) === "ENOENT";
    const sentence = `CODAT_HTTP_TOKENS_FILE: ${problemOf(error)}.`;
    const isNew = failure?.sentence !== sentence;
    const graceEndsAtMs = isMissing ? nowMs : (failure?.graceEndsAtMs ?? nowMs + graceMs);
    failure = { sentence, graceEndsAtMs, loggedAtMs: failure?.loggedAtMs ?? nowMs };
    if (isMissing) entries = [];
    if (isNew) report(nowMs);
  };
  const report = (nowMs: number) => {
    if (!failure) return;
    failure.loggedAtMs = nowMs;
    const leftSeconds = Math.ceil((failure.graceEndsAtMs - nowMs) / 1000);
    const consequence =
      leftSeconds > 0
        ? `The old entries count for another ${leftSeconds} s.`
        : "Every token is refused with 503 until the file is valid.";
    log("error", "tokens_file", { problem: failure.sentence, consequence });
  };
  const check = async () => {
    const found = await stampOf(path);
    const isSame = found !== undefined && found.text === stamp?.text;
    if (!isSame || found.modifiedAtMs > readAtMs - coarsestStampMs) {
      stamp = found;
      readAtMs = Date.now();
      try {
        entries = checkMasks(readEntries(await readGuardedFile(path)));
        if (failure || !isSame) log("info", "tokens_file", { entries: entries.length });
        failure = undefined;
      } catch (error) {
        fail(error);
      }
    }
    const nowMs = performance.now();
    if (failure && nowMs - failure.loggedAtMs >= remindMs) report(nowMs);
  };

  let isClosed = false;
  let timer: NodeJS.Timeout | undefined;
  const schedule = () => {
    if (isClosed) return;
    timer = setTimeout(() => void check().finally(schedule), pollMs);
    timer.unref();
  };
  schedule();
  return {
    entries: () => (failure && performance.now() >= failure.graceEndsAtMs ? undefined : entries),
    isValid: () => failure === undefined,
    close() {
      isClosed = true;
      clearTimeout(timer);
    },
  };
}

type Entries = readonly TokenEntry[];

function readFirst(path: string, check: (entries: Entries) => Entries): Entries {
  try {
    return check(readEntries(readGuardedFileNow(path)));
  } catch (error) {
    throw new SettingError(`CODAT_HTTP_TOKENS_FILE: ${problemOf(error)}.`);
  }
}

function problemOf(error: unknown): string {
  if (error instanceof FileError) return error.message;
  const code = codeOf(error);
  return code === "ENOENT" ? "the file does not exist" : `the file cannot be read (${code})`;
}
