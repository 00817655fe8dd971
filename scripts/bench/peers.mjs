// This server beside two converters of OpenAPI descriptions: those of `npm run compare`.
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const installed = fileURLToPath(new URL("../../test/compare/node_modules", import.meta.url));

/** The sentence that replaces the figures where the peers are not installed. */
export const peersMissing = "The peers are not measured: run npm ci --prefix test/compare to install them.";

/** Cold start and memory of each; undefined if the peers are not installed. */
export async function measurePeers(rounds) {
  if (!existsSync(installed)) return undefined;
  const { prepareSubjects, startUpstream } = await import("../../test/compare/subjects.mjs");
  const { measureStart } = await import("../../test/compare/start.mjs");
  const upstream = await startUpstream();
  try {
    const subjects = await prepareSubjects(upstream);
    const starts = await measureStart(subjects, rounds);
    return subjects.map(({ name, version }) => ({ name, version, ...starts.get(name) }));
  } finally {
    await upstream.close();
  }
}
