declare module "omggif" {
  export class GifReader {
    constructor(bytes: Uint8Array);
    readonly width: number;
    readonly height: number;
    numFrames(): number;
    /** Draws a frame over `pixels`: red, green, blue and alpha, of the size of the whole image. */
    decodeAndBlitFrameRGBA(frame: number, pixels: Uint8Array): void;
  }
}
