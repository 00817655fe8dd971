import { platform } from "node:os";
import { join } from "node:path";

/** Where policies are looked up, and who must own them. */
interface Place {
  root: string;
  owner: number;
}

// The build replaces it with the file system's root and the superuser. Only a build for tests has others: a setting could
// lead away from the machine's policy.
declare const POLICY_PLACE: Place | undefined;

export const place: Place = typeof POLICY_PLACE === "undefined" ? { root: "", owner: 0 } : POLICY_PLACE;

const folder = "codat-customers-mcp";
const file = "policy.json";

/** The paths of this machine's policy. */
export function machinePolicyPaths(environment: NodeJS.ProcessEnv): string[] {
  switch (platform()) {
    case "win32": {
      // The usual path too: a variable could lead away from it.
      const parents = [environment.ProgramData ?? "", "C:\\ProgramData"].filter((parent) => parent !== "");
      return [...new Set(parents.map((parent) => join(parent, folder, file)))];
    }
    case "darwin":
      return [join(place.root, "/Library/Application Support", folder, file)];
    default:
      return [join(place.root, "/etc", folder, file)];
  }
}
