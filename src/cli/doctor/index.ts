import programFiles from "../../base/program-files.json" with { type: "json" };
import { createGrantClient } from "../../serving/grant-client.ts";
import { loadSandbox } from "../../serving/sandbox-module.ts";
import { createShared, type SharedDeps } from "../../serving/shared.ts";
import type { Settings } from "../../settings/index.ts";
import { failed } from "./check.ts";
import { examine } from "./examine.ts";
import type { Runtime } from "./node.ts";
import { createReport } from "./report.ts";

export interface DoctorDeps extends SharedDeps {
  /** The built src/worker.ts. */
  worker: URL;
  runtime: Runtime;
  /** Writes to stdout. */
  write: (text: string) => void;
  /** Called with an unexpected error. */
  unexpected: (error: unknown) => void;
}

/** Checks everything between this machine and Codat and prints the results. Returns whether no check failed. */
export async function runDoctor(settings: Settings, json: boolean, deps: DoctorDeps): Promise<boolean> {
  const { keySource, redactor, runtime, write, unexpected } = deps;
  // A missing file of the package is reported as when serving.
  if (settings.sandbox) await loadSandbox(deps.sandboxModule);
  const keyWarnings: string[] = [];
  const shared = createShared(settings, { ...deps, warn: (warning) => keyWarnings.push(warning) });
  const configured = { ...shared, ...createGrantClient(settings, shared) };
  const files = Object.values(programFiles)
    .flat()
    .map((name) => new URL(name, deps.worker));
  const report = createReport({ json, write, redact: redactor.redact });
  try {
    const subject = { settings, keySource, configured, runtime, keyWarnings, files };
    for await (const check of examine(subject)) report.add(check);
  } catch (error) {
    unexpected(error);
    report.add(failed("doctor", error));
  } finally {
    await configured.close();
  }
  return report.end();
}
