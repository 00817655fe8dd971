import { SettingError } from "../settings/index.ts";

/** An embedded stand-in for Codat with made-up data. */
export interface Sandbox {
  baseUrl: string;
  apiKey: string;
  close(): Promise<void>;
}

/** The exports of src/sandbox/index.ts. */
export interface SandboxModule {
  startSandbox(): Promise<Sandbox>;
  /** Instructions for the client about the companies that it may read. */
  sandboxNotes(allowed: "all" | readonly string[]): string;
}

/** Loads the built sandbox. Throws SettingError if its file is missing. */
export async function loadSandbox(sandboxModule: URL): Promise<SandboxModule> {
  try {
    return await import(sandboxModule.href);
  } catch (error) {
    const isMissing = error instanceof Error && "code" in error && error.code === "ERR_MODULE_NOT_FOUND";
    if (!isMissing) throw error;
    throw new SettingError(
      "The installation is incomplete: sandbox.mjs, which CODAT_SANDBOX needs, is missing next to main.mjs. Install the whole package, not only main.mjs.",
    );
  }
}
