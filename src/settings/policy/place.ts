import { platform } from "node:os";
import { join } from "node:path";

/** Where policies are looked up, and who must own them. */
interface Place {
  root: string;
  owner: number;
}

// The file system's root and the superuser. Tests change them in copies of the built files: a setting could lead away from
// the machine's policy.
export const place: Place = { root: "", owner: 0 };

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
