import {
  type McpServer,
  type ProtocolError,
  ResourceNotFoundError,
  ResourceTemplate,
  type Variables,
} from "@modelcontextprotocol/server";
import { inSlices } from "../../base/event-loop.ts";
import { ToolError } from "../../base/tool-error.ts";
import { visibleJson } from "../../base/visible-text.ts";
import type { JsonObject } from "../../codat/json.ts";
import type { Redact } from "../../codat/redact.ts";
import type { Settings, Toolset } from "../../settings/index.ts";
import { type CallRequest, callRequest, runCall } from "../call/call.ts";
import { protocolError, textWithFacts } from "../call/failure.ts";
import { type Completer, completing } from "../input/complete.ts";
import { admitIds, namedIdProblem } from "../input/ids.ts";
import type { ToolContext, ToolDeps } from "./context.ts";

/** The content of a resource: Codat's JSON or a file. */
type ResourceAnswer = { json: JsonObject } | { blob: string; mimeType: string };

export interface ResourceDefinition<Id extends string> {
  name: string;
  title: string;
  description: string;
  /** The URI after `codat://`, with `{id}` for each id. A resource without ids is listed; the others are templates. */
  path: string;
  ids: readonly Id[];
  mimeType?: string;
  /** The toolset that it belongs to. */
  toolset: Toolset;
  /** Whether other settings enable this resource. Omit for always. */
  offered?(settings: Settings): boolean;
  read(ids: Record<Id, string>, context: ToolContext): Promise<ResourceAnswer>;
  complete?: Partial<Record<Id, Completer<Id>>>;
}

/** A resource or resource template without its type parameters. */
export interface Resource {
  readonly name: string;
  readonly toolset: Toolset;
  /** Whether a URI, or a template's, is of this resource. */
  matches(uri: string): boolean;
  prepare(deps: ToolDeps): (server: McpServer) => void;
}

/** Defines a resource from its path and its reader. Checks ids and reports failures. */
export function defineResource<Id extends string>(definition: ResourceDefinition<Id>): Resource {
  const { name, title, description, path, mimeType, ids, toolset, offered } = definition;
  const pattern = new RegExp(`^codat://${path.replace(/\{\w+\}/g, "[^/]+")}$`);
  return {
    name,
    toolset,
    matches: (uri) => pattern.test(uri),
    prepare(deps) {
      if (!isEnabled(toolset, deps.settings) || offered?.(deps.settings) === false) return () => {};
      const metadata = { title, description, mimeType };
      const read = async (uri: URL, variables: Variables, request: CallRequest) => {
        const outcome = await runCall({ kind: "resource", name }, request, deps, (context) => {
          const asked = idsIn(uri, variables, ids);
          admitIds(context.notes, asked, deps.settings);
          return definition.read(asked, { ...context, ...deps });
        });
        if ("error" in outcome) throw resourceError(outcome.error, uri, deps.redact);
        return { contents: [await inSlices(contentsOf(uri, outcome.value, deps.redact))] };
      };
      return (server) => {
        const uri = `codat://${path}`;
        if (ids.length === 0) {
          server.registerResource(name, uri, metadata, (requested, context) =>
            read(requested, {}, callRequest(server, context)),
          );
        } else {
          const complete = completersOf(definition, deps, server);
          server.registerResource(
            name,
            new ResourceTemplate(uri, { list: undefined, complete }),
            metadata,
            (requested, variables, context) => read(requested, variables, callRequest(server, context)),
          );
        }
      };
    },
  };
}

// The record of a company goes with every toolset: only a caller who may not use companies does not get it.
function isEnabled(toolset: Toolset, { toolsets, hiddenToolsets }: Settings): boolean {
  return toolset === "companies" ? !hiddenToolsets.includes(toolset) : toolsets.includes(toolset);
}

function completersOf<Id extends string>(
  { name, ids, complete = {} }: ResourceDefinition<Id>,
  deps: ToolDeps,
  server: McpServer,
) {
  const entries = ids.map((id) => {
    const completer: Completer<Id> | undefined = complete[id];
    return completer && ([id, completing(name, completer, ids, deps, server)] as const);
  });
  // No prototype: otherwise the SDK would treat `constructor` and `toString` as completers.
  const completers = Object.fromEntries(entries.filter((entry) => entry !== undefined));
  return Object.assign(Object.create(null) as typeof completers, completers);
}

function* contentsOf(uri: URL, answer: ResourceAnswer, redact: Redact) {
  if ("blob" in answer) return { uri: uri.href, ...answer };
  return {
    uri: uri.href,
    mimeType: "application/json",
    text: yield* redact.inSteps(yield* visibleJson(answer.json)),
  };
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
