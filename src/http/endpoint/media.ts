import { isJsonContentType } from "@modelcontextprotocol/server";
import { refuse } from "./respond.ts";

/** Refuses a body that is not plain JSON. */
export function refuseMedia({ headers }: Request): Response | undefined {
  if (!isJsonContentType(headers.get("content-type"))) {
    return refuse(415, "The body must be JSON. Send Content-Type: application/json.");
  }
  const encoding = headers.get("content-encoding")?.trim().toLowerCase() ?? "";
  if (encoding !== "" && encoding !== "identity") {
    return refuse(415, "Compressed bodies are not supported. Send the body without Content-Encoding.", {
      headers: { "accept-encoding": "identity" },
    });
  }
  return undefined;
}
