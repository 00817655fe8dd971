import { readFile } from "node:fs/promises";
import { Unreadable } from "../document-text/types.ts";

/** Starts a codec with its WASM file, beside the worker's file. Throws Unreadable if it is missing. */
export async function loadCodec(
  file: string,
  init: (options: Record<string, unknown>) => Promise<void>,
): Promise<void> {
  const wasmBinary = await readFile(new URL(`./${file}`, import.meta.url)).catch(() => {
    throw new Unreadable(
      `Photos cannot be shown, because the installation is incomplete: ${file} is missing next to main.mjs. The operator must install the whole package, not only main.mjs.`,
    );
  });
  await init({ wasmBinary, print: () => {}, printErr: () => {} });
}
