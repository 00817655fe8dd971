import { SettingError } from "../settings/index.ts";

/** The embedded Codat of made-up data. */
export interface Sandbox {
  baseUrl: string;
  apiKey: string;
  close(): Promise<void>;
}

/** What src/sandbox/index.ts exports. */
export interface SandboxModule {
  startSandbox(): Promise<Sandbox>;
  /** What a client is told of the companies that it may read. */
  sandboxNotes(allowed: "all" | readonly string[]): string;
}

/** Loads the built sandbox. Throws SettingError where its file is missing. */
export async function loadSandbox(sandboxModule: URL): Promise<SandboxModule> {
  try {
    return await import(sandboxModule.href);
  } catch (error) {
    const isMissing = error instanceof Error && "code" in error && error.code === "ERR_MODULE_NOT_FOUND";
    if (!isMissing) throw error;
    throw new SettingError("CODAT_SANDBOX needs sandbox.mjs beside main.mjs: install the whole package.");
  }
}
