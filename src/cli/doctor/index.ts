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

// Without most of these, doctor itself runs only from source.
const program = [
  "main.mjs",
  "help.mjs",
  "server.mjs",
  "shared.mjs",
  "calls.mjs",
  "calls-shared.mjs",
  "on-demand.mjs",
  "ky.mjs",
];
const besideWorker = [
  "pdfium.cjs",
  "pdfium.wasm",
  "pdf.cjs",
  "images.cjs",
  "image-codecs.cjs",
  "jpeg-encoder.wasm",
  "webp-decoder.wasm",
  "office-package.cjs",
  "open-xml.cjs",
  "open-document.cjs",
  "old-office.cjs",
  "sheetjs.cjs",
  "mail.cjs",
  "html.cjs",
  "rtf.cjs",
  "markup-parser.cjs",
  "encoding-tables.cjs",
  "file-signatures.cjs",
];
const served = ["http.mjs", "telemetry.mjs"];

/** Checks everything between this machine and Codat and prints the results. Returns whether no check failed. */
export async function runDoctor(settings: Settings, json: boolean, deps: DoctorDeps): Promise<boolean> {
  const { keySource, redactor, runtime, write, unexpected } = deps;
  // A missing file of the package is reported as when serving.
  if (settings.sandbox) await loadSandbox(deps.sandboxModule);
  const keyWarnings: string[] = [];
  const shared = createShared(settings, { ...deps, warn: (warning) => keyWarnings.push(warning) });
  const configured = { ...shared, ...createGrantClient(settings, shared) };
  const { worker, proxyModule, sandboxModule } = deps;
  const beside = (names: readonly string[]) => names.map((name) => new URL(name, worker));
  const files = [
    ...beside(program),
    worker,
    ...beside(besideWorker),
    proxyModule,
    sandboxModule,
    ...beside(served),
  ];
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
