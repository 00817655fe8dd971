import type { Dispatcher } from "../../codat/client.ts";
import { IssuerError } from "./issuer-error.ts";

/** Reads a JSON object from the issuer. Rejects with IssuerError. */
export type AskIssuer = (url: URL) => Promise<object>;

const timeoutMs = 5_000;
const mostBytes = 512 * 1024;

/** Follows no redirect: it could lead to any address within the operator's network. */
export function createAskIssuer(wayTo: (url: URL) => Promise<Dispatcher | undefined>): AskIssuer {
  return async (url) => {
    try {
      const dispatcher = await wayTo(url);
      const response = await fetch(url, {
        redirect: "manual",
        headers: { accept: "application/json, application/jwk-set+json" },
        signal: AbortSignal.timeout(timeoutMs),
        ...(dispatcher && { dispatcher }),
      });
      if (response.status !== 200) {
        await response.body?.cancel();
        throw new IssuerError(`status ${response.status}`);
      }
      const json: unknown = JSON.parse(await textOf(response));
      if (typeof json !== "object" || json === null) throw new IssuerError("no JSON object");
      return json;
    } catch (error) {
      throw new IssuerError(`${url.href}: ${reasonOf(error)}`);
    }
  };
}

async function textOf(response: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > mostBytes) throw new IssuerError("larger than 512 KiB");
    text += decoder.decode(chunk, { stream: true });
  }
  return text;
}

function reasonOf(error: unknown): string {
  if (error instanceof IssuerError) return error.message;
  if (error instanceof SyntaxError) return "not JSON";
  return error instanceof Error && error.name === "TimeoutError" ? "no answer within 5 s" : "not reachable";
}
