import { join } from "node:path";
import { type Child, startChild } from "../../support/child.ts";
import { idIn, ids, startUpstream, type Upstream } from "../../support/upstream.ts";
import { createMachine, type Machine } from "./place.ts";

/** A company that the policy does not list. */
export const other = "11111111-0000-4000-8000-00000000000a";

/** A machine with a policy, and an upstream for it. */
export interface Scene extends AsyncDisposable {
  machine: Machine;
  upstream: Upstream;
  /** The machine's policy. */
  rules: Record<string, unknown>;
  /** The path for a policy in CODAT_POLICY_FILE. */
  second: string;
  /** What a user sets who wants to obey. */
  obeying: Record<string, string>;
  /** Starts the server as a user does who tries this way. */
  start(way: Way): Promise<Child>;
}

type Variables = Record<string, string | undefined>;

/** What a user tries. */
export interface Way {
  /** Added to the environment; undefined removes a variable. */
  environment?: Variables | ((scene: Scene) => Variables);
  flags?: string[];
  /** Changes files. */
  prepare?: (scene: Scene) => Promise<unknown>;
}

export async function openScene(): Promise<Scene> {
  const machine = await createMachine();
  const upstream = await startUpstream((url) => ({
    json: { id: idIn(url), results: [], emailAddress: "someone@harbour.example" },
  }));
  const scene: Scene = {
    machine,
    upstream,
    rules: {
      companies: [ids.companyId],
      mask: ["email"],
      auditRequired: true,
      toolsets: ["customers"],
      formats: ["text"],
      baseUrl: upstream.environment.CODAT_BASE_URL,
      maxRowsPerCall: 10,
    },
    second: join(machine.root, "second.json"),
    obeying: { CODAT_API_KEY: "a-key-for-tests-only", CODAT_AUDIT_LOG: join(machine.root, "audit.jsonl") },
    async start({ environment = {}, flags = [], prepare }) {
      await prepare?.(scene);
      const added = typeof environment === "function" ? environment(scene) : environment;
      const variables: Record<string, string> = {};
      for (const [name, value] of Object.entries({ ...scene.obeying, ...added }))
        if (value !== undefined) variables[name] = value;
      return startChild(variables, { file: machine.file, flags });
    },
    async [Symbol.asyncDispose]() {
      await machine[Symbol.asyncDispose]();
      await upstream[Symbol.asyncDispose]();
    },
  };
  return scene;
}
