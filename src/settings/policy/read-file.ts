import {
  accessSync,
  closeSync,
  constants,
  fstatSync,
  openSync,
  readFileSync,
  realpathSync,
  type Stats,
} from "node:fs";
import { platform } from "node:os";
import { dirname, resolve } from "node:path";
import { codeOf } from "../../base/error-trace.ts";
import { SettingError } from "../flags.ts";
import { place } from "./place.ts";
import { stepsTo } from "./steps-to.ts";

const largestBytes = 65_536;
const writableByOthers = 0o022;
const sticky = 0o1000;
// Windows has no owner and mode that Node could read: there the folder's permissions are the operator's.
const hasModes = platform() !== "win32";

/**
 * The content of a policy file that only the superuser can change. Throws SettingError, whose sentence begins with `name`,
 * for any other file.
 */
export function readProtectedFile(path: string, name: string): Buffer {
  const refuse = (why: string) => {
    throw new SettingError(`${name} ${why}. The server does not start without it.`);
  };
  try {
    // Links are followed, as volumes of Kubernetes need them. Then no one may be able to change the links either.
    const real = realpathSync(path);
    const folders = [dirname(resolve(path)), dirname(real)];
    for (const { path: step, status, isLink } of hasModes ? stepsTo(resolve(path)) : []) {
      if (step === real) continue;
      // In a sticky directory only an entry's owner can replace it, and the owner of every entry is checked.
      const isSticky = (status.mode & sticky) !== 0 && !folders.includes(step);
      const problem = changeableBy(step, status, { checksMode: !isLink && !isSticky });
      if (problem) refuse(`is reached through a ${isLink ? "link" : "directory"} that ${problem}: ${step}`);
    }
    // Opening a pipe without a writer would otherwise never end.
    const opened = openSync(real, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    try {
      const status = fstatSync(opened);
      if (!status.isFile()) refuse("is not a regular file");
      if (status.size > largestBytes) refuse(`is larger than ${largestBytes} bytes`);
      const problem = changeableBy(real, status);
      if (problem) refuse(problem);
      return readFileSync(opened);
    } finally {
      closeSync(opened);
    }
  } catch (error) {
    if (error instanceof SettingError) throw error;
    const code = codeOf(error);
    return refuse(`cannot be read${code && ` (${code})`}`) ?? Buffer.alloc(0);
  }
}

function changeableBy(path: string, { uid, mode }: Stats, { checksMode = true } = {}): string | undefined {
  if (!hasModes || isOnReadOnlyMount(path)) return undefined;
  if (uid !== place.owner) return "is not owned by root";
  return checksMode && (mode & writableByOthers) !== 0
    ? "can be changed by its group or by others"
    : undefined;
}

function isOnReadOnlyMount(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    return false;
  } catch (error) {
    return codeOf(error) === "EROFS";
  }
}
