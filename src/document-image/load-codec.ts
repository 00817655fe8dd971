import { readFile } from "node:fs/promises";
import { notInstalled } from "../document-text/installed-file.ts";

/** Starts a codec with its WASM file, beside the worker's file. Throws Unreadable if it is missing. */
export async function loadCodec(
  file: string,
  init: (options: Record<string, unknown>) => Promise<void>,
): Promise<void> {
  const wasmBinary = await readFile(new URL(`./${file}`, import.meta.url)).catch(() => {
    throw notInstalled("Photos cannot be shown", file);
  });
  await init({ wasmBinary, print: () => {}, printErr: () => {} });
}
