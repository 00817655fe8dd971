import {
  accessSync,
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readFileSync,
  realpathSync,
  type Stats,
  statSync,
} from "node:fs";
import { platform } from "node:os";
import { dirname } from "node:path";
import { codeOf } from "../../base/error-trace.ts";
import { SettingError } from "../flags.ts";
import { place } from "./place.ts";

const largestBytes = 65_536;
const writableByOthers = 0o022;

/** Whether something is at this path, also if it cannot be read. */
export function isThere(path: string): boolean {
  try {
    lstatSync(path);
    return true;
  } catch (error) {
    return codeOf(error) !== "ENOENT";
  }
}

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
    for (const folder of new Set([dirname(path), dirname(real)])) {
      const problem = changeableBy(folder, statSync(folder));
      if (problem) refuse(`is in a directory that ${problem}`);
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

// Windows has no owner and mode that Node could read: there the folder's permissions are the operator's.
function changeableBy(path: string, { uid, mode }: Stats): string | undefined {
  if (platform() === "win32" || isOnReadOnlyMount(path)) return undefined;
  if (uid !== place.owner) return "is not owned by root";
  return (mode & writableByOthers) === 0 ? undefined : "can be changed by its group or by others";
}

function isOnReadOnlyMount(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    return false;
  } catch (error) {
    return codeOf(error) === "EROFS";
  }
}
