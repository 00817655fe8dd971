import {
  type ProtocolError,
  type ReadResourceResult,
  ResourceNotFoundError,
  type Variables,
} from "@modelcontextprotocol/server";
import { inSlices } from "../../base/event-loop.ts";
import { bytesInJson, mostBytesOfJson } from "../../base/json-text.ts";
import { messageLimitBytes } from "../../base/limits.ts";
import { ToolError } from "../../base/tool-error.ts";
import { visibleJson } from "../../base/visible-text.ts";
import type { Redact } from "../../codat/redact.ts";
import type { ToolDeps } from "../define/context.ts";
import type { ResourceAnswer, ResourceDefinition } from "../define/define-resource.ts";
import { admitIds, namedIdProblem } from "../input/ids.ts";
import { tooLarge } from "./answer.ts";
import { runCall } from "./call.ts";
import type { CallRequest } from "./call-request.ts";
import { protocolError, textWithFacts } from "./failure.ts";

type ResourceReader = (uri: URL, variables: Variables, request: CallRequest) => Promise<ReadResourceResult>;

/** Returns what reads a resource: checks the ids in its URI and reports failures. */
export function resourceReader<Id extends string>(
  { name, ids, read }: Pick<ResourceDefinition<Id>, "name" | "ids" | "read">,
  deps: ToolDeps,
): ResourceReader {
  return async (uri, variables, request) => {
    const outcome = await runCall({ kind: "resource", name }, request, deps, async (context) => {
      const asked = idsIn(uri, variables, ids);
      admitIds(context.notes, asked, deps.settings);
      const answer = await read(asked, { ...context, ...deps });
      return inSlices(contentOf(uri, answer, deps.redact), context.signal);
    });
    if ("error" in outcome) throw resourceError(outcome.error, uri, deps.redact);
    return { contents: [outcome.value] };
  };
}

/** Throws `too_large` above the message limit. */
function* contentOf(uri: URL, answer: ResourceAnswer, redact: Redact) {
  if ("blob" in answer) return { uri: uri.href, ...answer };
  const text = yield* redact.inSteps(yield* visibleJson(answer.json, messageLimitBytes));
  yield;
  const fits = [mostBytesOfJson, bytesInJson].some((bytesOf) => bytesOf(text) <= messageLimitBytes);
  if (!fits) throw tooLarge();
  return { uri: uri.href, mimeType: "application/json", text };
}

// Variables arrive percent-encoded. The last one includes any query and fragment.
function idsIn<Id extends string>(uri: URL, variables: Variables, ids: readonly Id[]): Record<Id, string> {
  // `search` is empty for an empty query, but the last variable still ends with its question mark.
  if (/[?#]/.test(uri.href))
    throw new ToolError("arguments", "A resource URI must not have a query or a fragment.");
  return Object.fromEntries(ids.map((id) => [id, decoded(id, variables[id], ids)])) as Record<Id, string>;
}

function decoded(name: string, variable: string | string[] | undefined, names: readonly string[]): string {
  try {
    const id = decodeURIComponent(String(variable));
    const problem = namedIdProblem(name, id, names);
    if (!problem) return id;
    throw new ToolError("arguments", `${name} ${problem}.`);
  } catch (error) {
    throw error instanceof ToolError
      ? error
      : new ToolError("arguments", `${name} has invalid percent-encoding.`);
  }
}

function resourceError(error: ToolError, uri: URL, redact: Redact): ProtocolError {
  if (error.kind === "not_found") return new ResourceNotFoundError(uri.href, redact(textWithFacts(error)));
  return protocolError(error, redact);
}
