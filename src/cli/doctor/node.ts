import packageJson from "../../../package.json" with { type: "json" };
import { type Check, failure, ok } from "./check.ts";

/** What runs this program. */
export interface Runtime {
  /** Of Node, without a "v". */
  version: string;
  environment: NodeJS.ProcessEnv;
}

const needed = packageJson.engines.node.replace(">=", "");

/** Whether Node is new enough. */
export function nodeCheck({ version }: Runtime): Check {
  return isAtLeast(version, needed)
    ? ok("node", `This runs on Node ${version}; it needs ${needed} or later.`)
    : failure(
        "node",
        `This runs on Node ${version}; it needs ${needed} or later.`,
        `Install Node ${needed} or later.`,
      );
}

/** Whether one version, of numbers and points, is another or a later one. */
function isAtLeast(version: string, least: string): boolean {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const [leastMajor = 0, leastMinor = 0] = least.split(".").map(Number);
  return major > leastMajor || (major === leastMajor && minor >= leastMinor);
}
