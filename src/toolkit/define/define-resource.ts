import {
  type McpServer,
  ResourceTemplate,
  type ServerContext,
  type Variables,
} from "@modelcontextprotocol/server";
import type { JsonObject } from "../../codat/json-object.ts";
import type { Settings, Toolset } from "../../settings/index.ts";
import { callRequest } from "../call/call-request.ts";
import { protocolError } from "../call/failure.ts";
import { type Completer, completing } from "../input/complete.ts";
import type { Registration, ToolContext } from "./context.ts";
import { callLoader } from "./load-call.ts";

/** The content of a resource: Codat's JSON or a file. */
export type ResourceAnswer = { json: JsonObject } | { blob: string; mimeType: string };

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
  prepare(registration: Registration): (server: McpServer) => void;
}

/** Defines a resource from its path and its reader. Checks ids and reports failures. */
export function defineResource<Id extends string>(definition: ResourceDefinition<Id>): Resource {
  const { name, title, description, path, mimeType, ids, toolset, offered } = definition;
  const pattern = new RegExp(`^codat://${path.replace(/\{\w+\}/g, "[^/]+")}$`);
  return {
    name,
    toolset,
    matches: (uri) => pattern.test(uri),
    prepare(registration) {
      const { settings, open, redact } = registration;
      if (!isEnabled(toolset, settings) || offered?.(settings) === false) return () => {};
      const metadata = { title, description, mimeType };
      const load = callLoader({ kind: "resource", name }, registration, async () => {
        const [{ resourceReader }, deps] = await Promise.all([import("../call/read-resource.ts"), open()]);
        return resourceReader(definition, deps);
      });
      return (server) => {
        const uri = `codat://${path}`;
        const answer = async (requested: URL, variables: Variables, context: ServerContext) => {
          const request = callRequest(server, context);
          const loaded = await load(request);
          if ("error" in loaded) throw protocolError(loaded.error, redact);
          return loaded.run(requested, variables, request);
        };
        if (ids.length === 0) {
          server.registerResource(name, uri, metadata, (requested, context) =>
            answer(requested, {}, context),
          );
        } else {
          const complete = completersOf(definition, registration, server);
          const template = new ResourceTemplate(uri, { list: undefined, complete });
          server.registerResource(name, template, metadata, answer);
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
  registration: Registration,
  server: McpServer,
) {
  const entries = ids.map((id) => {
    const completer: Completer<Id> | undefined = complete[id];
    return completer && ([id, completing(name, completer, ids, registration, server)] as const);
  });
  // No prototype: otherwise the SDK would treat `constructor` and `toString` as completers.
  const completers = Object.fromEntries(entries.filter((entry) => entry !== undefined));
  return Object.assign(Object.create(null) as typeof completers, completers);
}
