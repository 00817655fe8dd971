import { mebibyte } from "../../base/limits.ts";
import { refuse } from "./respond.ts";

const mostBytes = mebibyte;

/** The text of a request's body, or the refusal of one that is too large or is not UTF-8. */
export async function readBody(request: Request): Promise<string | Response> {
  if (Number(request.headers.get("content-length")) > mostBytes) return tooLarge();
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of request.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > mostBytes) return tooLarge();
    chunks.push(chunk);
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(Buffer.concat(chunks));
  } catch {
    return refuse(400, "The body is not UTF-8. Send JSON in UTF-8.", { code: -32700 });
  }
}

function tooLarge(): Response {
  return refuse(413, "The body is too large. The limit is 1 MiB (1,048,576 bytes).");
}
