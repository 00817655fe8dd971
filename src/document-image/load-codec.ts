import { readInstalled } from "../document-text/installed-file.ts";

/** Starts a codec with its WASM file, beside the worker's file. Throws Unreadable if it is missing. */
export async function loadCodec(
  file: string,
  init: (options: Record<string, unknown>) => Promise<void>,
): Promise<void> {
  const wasmBinary = readInstalled(file, "Photos cannot be shown");
  await init({ wasmBinary, print: () => {}, printErr: () => {} });
}
