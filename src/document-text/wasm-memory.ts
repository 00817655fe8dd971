interface Memory {
  readonly buffer: ArrayBuffer;
  grow(pages: number): number;
}

// TypeScript declares it with the browser's library alone.
declare const WebAssembly: { Memory: { prototype: Memory } };

/** Holds every wasm memory of this thread to `limitBytes`: what would grow beyond fails. Tells whether that has happened. */
export function boundWasmMemory(limitBytes: number): () => boolean {
  const { prototype } = WebAssembly.Memory;
  const grow = prototype.grow;
  let refused = false;
  prototype.grow = function (this: Memory, pages: number): number {
    refused = this.buffer.byteLength + pages * pageBytes > limitBytes;
    if (refused) throw new RangeError("The memory of wasm is at its bound.");
    return grow.call(this, pages);
  };
  return () => refused;
}

const pageBytes = 65_536;
