interface Memory {
  readonly buffer: ArrayBuffer;
  grow(pages: number): number;
}

// TypeScript declares WebAssembly only in its DOM library.
declare const WebAssembly: { Memory: { prototype: Memory } };

/** Makes every WASM memory of this thread fail to grow beyond `limitBytes`. The result reports whether one has failed. */
export function boundWasmMemory(limitBytes: number): () => boolean {
  const { prototype } = WebAssembly.Memory;
  const grow = prototype.grow;
  let refused = false;
  prototype.grow = function (this: Memory, pages: number): number {
    if (this.buffer.byteLength + pages * pageBytes > limitBytes) {
      refused = true;
      throw new RangeError("WASM memory has reached its limit.");
    }
    return grow.call(this, pages);
  };
  return () => refused;
}

const pageBytes = 65_536;
