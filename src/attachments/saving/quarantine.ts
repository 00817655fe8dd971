import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { platform } from "node:os";

/** A system that marks downloaded files, and the program of macOS that sets the mark. */
export interface MarkingSystem {
  name: NodeJS.Platform;
  xattr: string;
}

const thisSystem: MarkingSystem = { name: platform(), xattr: "/usr/bin/xattr" };
const longestMs = 5000;

/**
 * Marks a file as downloaded, so that macOS and Windows warn before they open it. Returns whether the mark is set;
 * undefined on other systems, which have none.
 */
export async function markAsDownloaded(
  path: string,
  { name, xattr }: MarkingSystem = thisSystem,
): Promise<boolean | undefined> {
  if (name === "win32") {
    // A second stream of the file. Zone 3 is the internet.
    return succeeds(writeFile(`${path}:Zone.Identifier`, "[ZoneTransfer]\r\nZoneId=3\r\n"));
  }
  if (name !== "darwin") return undefined;
  const seconds = Math.floor(Date.now() / 1000).toString(16);
  // 0081: downloaded, and not yet approved by the user.
  return succeeds(run(xattr, ["-w", "com.apple.quarantine", `0081;${seconds};codat-customers-mcp;`, path]));
}

function run(program: string, args: string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    execFile(program, args, { timeout: longestMs }, (error) => (error ? reject(error) : resolve()));
  });
}

async function succeeds(operation: Promise<void>): Promise<boolean> {
  return operation.then(
    () => true,
    () => false,
  );
}
