import { createHash, randomBytes, randomUUID } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { Agent } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { callOf, companyId, keepInFlight, post } from "../calls.mjs";
import { startService } from "../service.mjs";
import { mib, settledMiB } from "./memory.mjs";
import { unlimited } from "./subjects.mjs";

const grants = 500;
const mostMiB = 250;

/** Callers of 500 grants: each may read a company of its own and one that all may read. */
export async function measureGrants({ codat, check }) {
  const folder = await mkdtemp(join(tmpdir(), "codat-load-"));
  const path = join(folder, "tokens.json");
  const tokens = Array.from({ length: grants }, (_, nth) => makeToken(`agent-${nth}`));
  await writeFile(path, JSON.stringify(tokens.map(({ entry }) => entry)), { mode: 0o600 });
  const service = await startService({ ...codat.settings, ...unlimited, CODAT_HTTP_TOKENS_FILE: path });
  const agent = new Agent({ keepAlive: true, maxSockets: 32 });
  let wrong = 0;
  const callAll = async () => {
    let nth = 0;
    await keepInFlight(32, () => {
      const next = tokens[nth++];
      if (!next) return undefined;
      return async () => {
        const headers = { authorization: `Bearer ${next.token}` };
        const { status, text } = await post(service.url, callOf("customer-1"), { agent, headers });
        if (status !== 200 || JSON.parse(text).result.isError) wrong++;
      };
    });
  };
  try {
    const before = await settledMiB(service.pid);
    const startedMs = performance.now();
    await callAll();
    const firstMs = performance.now() - startedMs;
    await callAll();
    const secondMs = performance.now() - startedMs - firstMs;
    const after = await settledMiB(service.pid);
    check(
      wrong === 0 && after - before <= mostMiB,
      `${grants} grants: a call of each in ${Math.round(firstMs)} ms, again in ${Math.round(secondMs)} ms; ${mib(after - before)} more, at most ${mostMiB}; ${wrong} wrong`,
    );
  } finally {
    agent.destroy();
    await service.stop();
    await rm(folder, { recursive: true });
  }
}

function makeToken(name) {
  const token = `ccm_${randomBytes(32).toString("base64url")}`;
  const sha256 = createHash("sha256").update(token).digest("hex");
  return { token, entry: { name, sha256, companies: [companyId, randomUUID()] } };
}
