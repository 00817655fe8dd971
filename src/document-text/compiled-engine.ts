// TypeScript declares WebAssembly only in its DOM library.
declare const WebAssembly: { Module: { new (bytes: Uint8Array): object } };

/** PDFium, compiled: each worker would take 50 ms and more to compile it again. */
export type CompiledEngine = InstanceType<typeof WebAssembly.Module>;

/** What a worker posts to its host, besides its task's messages, when it had to compile PDFium. */
export interface EngineMessage {
  compiledEngine: CompiledEngine;
}

const byWorker = new Map<string, CompiledEngine>();

/** The engine that an earlier worker of this file compiled, for files that may need it. */
export function compiledEngine(
  worker: URL,
  request: { type: string; task?: unknown },
): Partial<EngineMessage> {
  const engine = byWorker.get(worker.href);
  return engine && (request.task === "image" || /pdf/i.test(request.type)) ? { compiledEngine: engine } : {};
}

/** Keeps the engine that a worker has compiled, for later workers. Returns false for messages of a task. */
export function keepEngine(worker: URL, message: unknown): boolean {
  if (typeof message !== "object" || message === null || !("compiledEngine" in message)) return false;
  if (message.compiledEngine instanceof WebAssembly.Module) byWorker.set(worker.href, message.compiledEngine);
  return true;
}
