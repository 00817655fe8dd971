// An esbuild plugin that makes the SDK start faster and do less per message. Each step fails if the SDK has another shape
// than the one it was written for.
import { readFile } from "node:fs/promises";
import { checkJudgedSchemas, checkMessageSchemas, withCheapGuards } from "./cheap-guards.mjs";
import { withLazySchemas } from "./lazy-schemas.mjs";
import { outdated } from "./outdated.mjs";
import { withoutElicitation, withoutLogging } from "./unused-parts.mjs";
import { markedPure, unregistered } from "./unused-schemas.mjs";

const sdk = /@modelcontextprotocol[\\/]server[\\/]/;
const schemas = /@modelcontextprotocol[\\/]core[\\/]dist[\\/](schemas|auth)-[\w-]+\.mjs$/;
const server = /@modelcontextprotocol[\\/]server[\\/]dist[\\/]mcp-[\w-]+\.mjs$/;
const runtime = /@modelcontextprotocol[\\/]server[\\/]dist[\\/]src-[\w-]+\.mjs$/;

export const leanSdk = {
  name: "lean-sdk",
  setup({ onLoad, onEnd }) {
    const changed = new Set();
    onLoad({ filter: schemas }, async ({ path }) => {
      changed.add("schemas");
      const code = await readFile(path, "utf8");
      if (path.includes("schemas-")) checkJudgedSchemas(code);
      return { contents: markedPure(code) };
    });
    onLoad({ filter: runtime }, async ({ path }) => {
      changed.add("runtime");
      const code = await readFile(path, "utf8");
      checkMessageSchemas(code);
      return { contents: withCheapGuards(withLazySchemas(unregistered(withoutElicitation(code)))) };
    });
    onLoad({ filter: server }, async ({ path }) => {
      changed.add("server");
      return { contents: withoutLogging(await readFile(path, "utf8")) };
    });
    onEnd(({ metafile }) => {
      const hasSdk = Object.keys(metafile?.inputs ?? {}).some((path) => sdk.test(path));
      if (hasSdk && changed.size < 3) throw outdated("has other files", import.meta.url);
    });
  },
};
