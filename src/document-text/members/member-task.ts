import { parentPort } from "node:worker_threads";
import { bounds } from "../bounds.ts";
import { Unreadable } from "../types.ts";
import { boundWasmMemory } from "../wasm-memory.ts";
import type { MemberMessage, MemberRequest } from "./open-member.ts";
import { NoSuchMember, openMember } from "./walk.ts";

/** In the worker: opens a file inside another one and posts it to the host. */
export async function openToHost(request: MemberRequest): Promise<void> {
  const memoryRefused = boundWasmMemory(bounds.wasmBytes);
  const message = await open(request, memoryRefused);
  const transfer = message.kind === "member" ? [message.member.bytes.buffer as ArrayBuffer] : [];
  parentPort?.postMessage(message, transfer);
}

async function open(request: MemberRequest, memoryRefused: () => boolean): Promise<MemberMessage> {
  try {
    const member = await openMember(request, request.path);
    // Its buffer may be shared with the container's other files. Only a copy can be transferred.
    return { kind: "member", member: { ...member, bytes: new Uint8Array(member.bytes) } };
  } catch (error) {
    if (error instanceof NoSuchMember) return { kind: "noSuchMember", sentence: error.message };
    if (memoryRefused()) return { kind: "unreadable", sentence: tooMuchMemory };
    return { kind: "unreadable", sentence: error instanceof Unreadable ? error.message : broken };
  }
}

const tooMuchMemory = "Opening the file inside this file needs more memory than this server allows.";
const broken = "This file is broken: the files inside it could not be opened.";
