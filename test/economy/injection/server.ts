import { connect } from "../../support/connect.ts";
import type { Server } from "./run.ts";
import type { World } from "./world.ts";

/** A server with all toolsets, as the reader uses it. Freshness is part of what it says. */
export async function startReadableServer({ environment }: World): Promise<Server & AsyncDisposable> {
  const client = await connect(
    {
      ...environment,
      CODAT_TOOLSETS: "customers,companies,analysis",
      CODAT_FRESHNESS: "true",
      CODAT_RETRY_STRATEGY: "none",
      CODAT_LOG_LEVEL: "error",
    },
    "v2, 2025-11-25",
  );
  return {
    async call(name, args) {
      const progress: string[] = [];
      const onprogress = ({ message = "" }: { message?: string }) => progress.push(message);
      const { content } = await client.callTool(name, args, { onprogress });
      return [...progress, ...content.map((block) => (block.type === "text" ? block.text : ""))];
    },
    async read(uri) {
      try {
        return (await client.readResource(uri)).contents.map(({ text = "" }) => text);
      } catch (error) {
        return [error instanceof Error ? error.message : ""];
      }
    },
    [Symbol.asyncDispose]: () => client[Symbol.asyncDispose](),
  };
}
