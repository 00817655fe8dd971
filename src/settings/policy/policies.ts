import { SettingError } from "../flags.ts";
import { hasPolicy, isThere } from "./find.ts";
import { type PolicyRules, parsePolicy } from "./parse.ts";
import { machinePolicyPaths } from "./place.ts";
import { readProtectedFile } from "./read-file.ts";

/** A policy: its rules, and what identifies it in the log and in errors. */
export interface Policy {
  rules: PolicyRules;
  /** To begin or end a sentence for a client: `the machine's policy`. */
  by: string;
  path: string;
  sha256: string;
}

/** The machine's policy, if there is one, and the one that CODAT_POLICY_FILE names. Throws SettingError. */
export function readPolicies(environment: NodeJS.ProcessEnv, policyFile: string | undefined): Policy[] {
  const machines = machinePolicyPaths(environment)
    .filter(hasPolicy)
    .map((path) => readPolicy(path, "the machine's policy", `The policy ${path}`));
  if (policyFile === undefined) return machines;
  const name = "The policy in CODAT_POLICY_FILE";
  if (!isThere(policyFile))
    throw new SettingError(`${name} does not exist. The server does not start without it.`);
  return [...machines, readPolicy(policyFile, "the policy in CODAT_POLICY_FILE", name)];
}

function readPolicy(path: string, by: string, name: string): Policy {
  const content = readProtectedFile(path, name);
  // Importing node:crypto would cost every start several milliseconds.
  const { createHash } = process.getBuiltinModule("node:crypto");
  const sha256 = createHash("sha256").update(content).digest("hex");
  return { rules: parsePolicy(content.toString("utf8"), name), by, path, sha256 };
}
