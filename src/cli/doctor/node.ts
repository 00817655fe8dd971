import packageJson from "../../../package.json" with { type: "json" };
import { type Check, failure, ok } from "./check.ts";

/** The Node runtime and its environment. */
export interface Runtime {
  /** Node's version, without a "v". */
  version: string;
  environment: NodeJS.ProcessEnv;
}

const needed = packageJson.engines.node.replace(">=", "");

/** Whether Node is new enough. */
export function nodeCheck({ version }: Runtime): Check {
  return isAtLeast(version, needed)
    ? ok("node", `Node ${version} is installed; this server needs ${needed} or later.`)
    : failure(
        "node",
        `Node ${version} is installed; this server needs ${needed} or later.`,
        `Install Node ${needed} or later.`,
      );
}

/** Compares major and minor only. */
function isAtLeast(version: string, least: string): boolean {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const [leastMajor = 0, leastMinor = 0] = least.split(".").map(Number);
  return major > leastMajor || (major === leastMajor && minor >= leastMinor);
}
