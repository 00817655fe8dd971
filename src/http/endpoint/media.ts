import { isJsonContentType } from "@modelcontextprotocol/server";
import { refuse } from "./respond.ts";

// Node undoes only chunks.
const uncompressed = /^\s*(identity|chunked)?\s*$/i;

/** Refuses a body that is not plain JSON. */
export function refuseMedia({ headers }: Request): Response | undefined {
  if (!isJsonContentType(headers.get("content-type"))) {
    return refuse(415, "The body must be JSON. Send Content-Type: application/json.");
  }
  const encodings = ["content-encoding", "transfer-encoding"].map((name) => headers.get(name) ?? "");
  if (encodings.every((list) => uncompressed.test(list))) return undefined;
  return refuse(415, "Compressed bodies are not supported. Send the body without Content-Encoding.", {
    headers: { "accept-encoding": "identity" },
  });
}
