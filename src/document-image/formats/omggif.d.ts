declare module "omggif" {
  export class GifReader {
    constructor(bytes: Uint8Array);
    readonly width: number;
    readonly height: number;
    numFrames(): number;
    /** Draws a frame over `pixels`: red, green, blue and alpha, of the size of the whole image. */
    decodeAndBlitFrameRGBA(frame: number, pixels: Uint8Array): void;
  }

  export class GifWriter {
    /** `palette`: colors as 0xRRGGBB, a power of two of them. */
    constructor(into: Uint8Array, width: number, height: number, options: { palette: readonly number[] });
    addFrame(x: number, y: number, width: number, height: number, indexes: readonly number[]): void;
    /** Returns the file's length. */
    end(): number;
  }
}
