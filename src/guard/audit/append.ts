import { constants, open } from "node:fs/promises";

/** What became of a write: the number of bytes written, and the error of a close that may have lost them. */
interface Appended {
  bytesWritten: number;
  closeError?: unknown;
}

/** Appends in one write, which the system keeps intact. Throws if nothing was written. */
export type Append = (bytes: Buffer) => Promise<Appended>;

/** Appends to a file that only its owner can read. Opens it for each write, so that it can be rotated. */
export function appendTo(path: string): Append {
  // Opening a pipe without a reader would otherwise never end.
  const flags = constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT | (constants.O_NONBLOCK ?? 0);
  return async (bytes) => {
    const file = await open(path, flags, 0o600);
    let appended: Appended;
    try {
      const status = await file.stat();
      if (!status.isFile()) throw new TypeError("Not a file.");
      if ((status.mode & 0o077) !== 0) await file.chmod(0o600);
      appended = await file.write(bytes);
    } catch (error) {
      await file.close().catch(() => {});
      throw error;
    }
    // Network disks may report a failed write only here.
    return file.close().then(
      () => appended,
      (closeError: unknown) => ({ ...appended, closeError }),
    );
  };
}
