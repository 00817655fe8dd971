interface Memory {
  readonly buffer: ArrayBuffer;
  grow(pages: number): number;
}

// TypeScript declares it only in the browser's library.
declare const WebAssembly: { Memory: { prototype: Memory } };

/** Limits every wasm memory of this thread to `limitBytes`: growing beyond it fails. The returned function reports whether the last growth was refused. */
export function boundWasmMemory(limitBytes: number): () => boolean {
  const { prototype } = WebAssembly.Memory;
  const grow = prototype.grow;
  let refused = false;
  prototype.grow = function (this: Memory, pages: number): number {
    refused = this.buffer.byteLength + pages * pageBytes > limitBytes;
    if (refused) throw new RangeError("The wasm memory has reached its limit.");
    return grow.call(this, pages);
  };
  return () => refused;
}

const pageBytes = 65_536;
