import { readFile } from "node:fs/promises";

// TypeScript declares WebAssembly only in its DOM library.
declare const WebAssembly: { compile(bytes: Uint8Array): Promise<object> };

const kept = new Map<string, Promise<unknown>>();

/**
 * Keeps PDFium compiled in this process after the first job that may need it. V8 shares compiled code between threads that
 * compile the same bytes, so later workers save 40 ms and more. The host compiles it itself: nothing that a worker sends,
 * which may have read a hostile file, reaches another worker.
 */
export function keepEngine(worker: URL, { type, task }: { type: string; task?: unknown }): void {
  if (kept.has(worker.href) || !(task === "image" || /pdf/i.test(type))) return;
  // The worker explains a missing file. Workers of tests have no folder.
  kept.set(
    worker.href,
    compile(worker).catch(() => undefined),
  );
}

async function compile(worker: URL): Promise<object> {
  return WebAssembly.compile(await readFile(new URL("pdfium.wasm", worker)));
}
