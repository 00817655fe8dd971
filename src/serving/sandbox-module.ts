import { incompleteInstall, installWholePackage } from "../base/incomplete-install.ts";
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
      `${incompleteInstall(["sandbox.mjs"], "CODAT_SANDBOX needs")} ${installWholePackage}`,
    );
  }
}
