import { parentPort } from "node:worker_threads";
import { bounds } from "../document-text/bounds.ts";
import { Unreadable } from "../document-text/types.ts";
import { boundWasmMemory } from "../document-text/wasm-memory.ts";
import type { ImageMessage, ImageRequest } from "./draw-image.ts";
import { drawerOf } from "./registry.ts";
import { NoSuchPage } from "./types.ts";

/** In the worker: draws one page or photo and posts it to the host. */
export async function drawToHost(request: ImageRequest): Promise<void> {
  const memoryRefused = boundWasmMemory(bounds.wasmBytes);
  const message = await draw(request, memoryRefused);
  const transfer = message.kind === "picture" ? [message.picture.bytes.buffer as ArrayBuffer] : [];
  parentPort?.postMessage(message, transfer);
}

async function draw(request: ImageRequest, memoryRefused: () => boolean): Promise<ImageMessage> {
  try {
    const drawer = await drawerOf(request.type);
    const { raster, originalSide, notes, page, pages } = await drawer(request, request);
    // PDFium leaves a part blank for which it gets no memory, and goes on.
    if (memoryRefused()) return { kind: "unreadable", sentence: tooMuchMemory };
    const { encodeWithin } = await import("./output/encode.ts");
    const encoded = await encodeWithin(raster, request.maxBytes);
    const isReduced = originalSide > muchSmaller * Math.max(encoded.width, encoded.height);
    const picture = { ...encoded, page, pages, notes: isReduced ? [...notes, reduced] : notes };
    return { kind: "picture", picture };
  } catch (error) {
    if (error instanceof NoSuchPage) return { kind: "noSuchPage", sentence: error.message };
    if (memoryRefused()) return { kind: "unreadable", sentence: tooMuchMemory };
    return { kind: "unreadable", sentence: error instanceof Unreadable ? error.message : broken };
  }
}

const muchSmaller = 2;
const reduced = "This image is much smaller than the original. To read small print, use area.";
const tooMuchMemory = "Drawing this file needs more memory than this server allows.";
const broken = "This file is broken: it could not be drawn.";
