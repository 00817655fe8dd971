import {
  type McpServer,
  ProtocolError,
  ProtocolErrorCode,
  ResourceNotFoundError,
  ResourceTemplate,
  type ServerContext,
} from "@modelcontextprotocol/server";
import { CodatError } from "../codat/error.ts";
import { visibleJson } from "../codat/invisible.ts";
import type { JsonObject } from "../codat/json.ts";
import { idProblem, isUuid } from "../codat/route.ts";
import { redacted } from "./answer.ts";
import { runCall } from "./call.ts";
import type { ToolContext, ToolDeps } from "./define-tool.ts";
import { failureFacts, failureWords } from "./failure.ts";

/** What a resource holds: Codat's JSON, or a file. */
export type ResourceAnswer = { json: JsonObject } | { blob: string; mimeType: string };

/** Ids that begin with what is typed, or whose names hold it; `known` are the template's other ids, as far as chosen. */
export type Completer<Id extends string> = (
  typed: string,
  known: Partial<Record<Id, string>>,
  context: ToolContext,
) => Promise<string[]>;

export interface ResourceDefinition<Id extends string> {
  name: string;
  title: string;
  description: string;
  /** After `codat://`, with `{id}` for each of the ids. */
  path: string;
  ids: readonly Id[];
  mimeType?: string;
  read(ids: Record<Id, string>, context: ToolContext): Promise<ResourceAnswer>;
  complete?: Partial<Record<Id, Completer<Id>>>;
}

/** A resource template, its types closed over. */
export interface Resource {
  readonly name: string;
  prepare(deps: ToolDeps): (server: McpServer) => void;
}

/** A resource template from its path and what reads it; ids are checked, and failures told, the same for all. */
export function defineResource<Id extends string>(definition: ResourceDefinition<Id>): Resource {
  const { name, title, description, path, mimeType } = definition;
  return {
    name,
    prepare(deps) {
      const complete = completersOf(definition, deps);
      const read = async (
        uri: URL,
        variables: Record<string, string | string[]>,
        { mcpReq }: ServerContext,
      ) => {
        const outcome = await runCall({ kind: "resource", name }, mcpReq, deps, (context) =>
          definition.read(idsIn(uri, variables, definition.ids), { ...context, ...deps }),
        );
        if ("error" in outcome) throw protocolError(outcome.error, uri, deps.redact);
        return { contents: [contentsOf(uri, outcome.value, deps.redact)] };
      };
      return (server) => {
        const template = new ResourceTemplate(`codat://${path}`, { list: undefined, complete });
        server.registerResource(name, template, { title, description, mimeType }, read);
      };
    },
  };
}

function contentsOf(uri: URL, answer: ResourceAnswer, redact: (text: string) => string) {
  if ("blob" in answer) return { uri: uri.href, ...answer };
  return { uri: uri.href, mimeType: "application/json", text: redact(visibleJson(answer.json)) };
}

// Variables arrive percent-encoded, and the last of them with whatever stands behind it.
function idsIn<Id extends string>(
  uri: URL,
  variables: Record<string, string | string[]>,
  ids: readonly Id[],
): Record<Id, string> {
  if (uri.search || uri.hash)
    throw new CodatError("arguments", "A resource's URI has no query and no fragment.");
  return Object.fromEntries(ids.map((id) => [id, decoded(id, variables[id])])) as Record<Id, string>;
}

function decoded(name: string, variable: string | string[] | undefined): string {
  try {
    const id = decodeURIComponent(String(variable));
    const problem = problemOf(name, id);
    if (!problem) return id;
    throw new CodatError("arguments", `${name} ${problem}.`);
  } catch (error) {
    throw error instanceof CodatError
      ? error
      : new CodatError("arguments", `${name} is not well percent-encoded.`);
  }
}

function problemOf(name: string, id: string): string | undefined {
  return /^(company|connection)Id$/.test(name) && !isUuid(id) ? "must be a UUID" : idProblem(id);
}

function protocolError(error: CodatError, uri: URL, redact: (text: string) => string): ProtocolError {
  if (error.kind === "not_found") return new ResourceNotFoundError(uri.href, redact(failureWords(error)));
  const code = error.kind === "arguments" ? ProtocolErrorCode.InvalidParams : ProtocolErrorCode.InternalError;
  return new ProtocolError(code, redact(failureWords(error)), redacted(failureFacts(error), redact));
}

const mostCompletions = 100;
const longestTyped = 200;

// A bad id asks for nothing, here as everywhere.
function knownIds<Id extends string>(
  given: Record<string, string>,
  ids: readonly Id[],
): Partial<Record<Id, string>> | undefined {
  const known = ids.filter((id) => given[id] !== undefined && given[id] !== "");
  if (known.some((id) => problemOf(id, given[id] ?? ""))) return undefined;
  return Object.fromEntries(known.map((id) => [id, given[id]])) as Partial<Record<Id, string>>;
}

function completersOf<Id extends string>(
  { name, ids, complete = {} }: ResourceDefinition<Id>,
  deps: ToolDeps,
) {
  const entries = ids.map((id) => {
    const completer: Completer<Id> | undefined = complete[id];
    const run = async (typed: string, context?: { arguments?: Record<string, string> }) => {
      const known = knownIds(context?.arguments ?? {}, ids);
      if (!completer || !known || typed.length > longestTyped) return [];
      const request = { signal: new AbortController().signal, notify: async () => {} };
      const outcome = await runCall({ kind: "completion", name }, request, deps, (call) =>
        completer(typed, known, { ...call, ...deps }),
      );
      // A completion that cannot be had is none: nobody waits for a reason.
      return "value" in outcome ? outcome.value.slice(0, mostCompletions) : [];
    };
    return [id, run] as const;
  });
  return Object.fromEntries(entries.filter(([id]) => complete[id]));
}
