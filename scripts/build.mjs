// Builds dist/main.mjs, the server that it loads (dist/server.mjs with dist/shared.mjs), and the files that are loaded only
// when needed: the text of --help (dist/help.mjs), what calls and commands need (dist/calls.mjs, dist/calls-shared.mjs,
// dist/ky.mjs, dist/audit.mjs and dist/on-demand.mjs: see build/on-demand.mjs; dist/zod.cjs: see build/zod-apart.mjs), the worker
// that extracts text and draws pictures (dist/document-worker.cjs, with what single types of file need: see build/worker.mjs),
// the HTTP service (dist/http.mjs), traces (dist/telemetry.mjs), proxies (dist/proxy.mjs) and the sandbox (dist/sandbox.mjs).
// Copies the types of the results (dist/results.d.ts) and of the embedded service (dist/http.d.ts). Then writes the licenses
// of the bundled packages as text (dist/THIRD_PARTY_NOTICES.txt) and as a bill of materials (dist/sbom.cdx.json).
import { chmod, copyFile, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { bundleSettings } from "./build/bundle-settings.mjs";
import { bundledPackages } from "./build/bundled.mjs";
import { buildHelp } from "./build/help.mjs";
import { notices } from "./build/notices.mjs";
import { buildServer } from "./build/on-demand.mjs";
import { sbom } from "./build/sbom.mjs";
import { buildWorker } from "./build/worker.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
process.chdir(root);
await rm("dist", { recursive: true, force: true });
await mkdir("dist");

const settings = bundleSettings();
const built = await Promise.all([
  build({ ...settings, entryPoints: ["src/start.ts"], outfile: "dist/main.mjs" }),
  buildHelp(settings),
  buildServer(settings),
  build({ ...settings, entryPoints: ["src/http/index.ts"], outfile: "dist/http.mjs" }),
  build({ ...settings, entryPoints: ["src/telemetry/index.ts"], outfile: "dist/telemetry.mjs" }),
  buildWorker(settings),
  build({ ...settings, entryPoints: ["src/codat/proxy.ts"], outfile: "dist/proxy.mjs" }),
  build({ ...settings, entryPoints: ["src/sandbox/index.ts"], outfile: "dist/sandbox.mjs" }),
]);
for (const [from, to] of [
  ["@embedpdf/pdfium/dist/pdfium.wasm", "pdfium.wasm"],
  ["@jsquash/jpeg/codec/enc/mozjpeg_enc.wasm", "jpeg-encoder.wasm"],
  ["@jsquash/webp/codec/dec/webp_dec.wasm", "webp-decoder.wasm"],
]) {
  // Without its mode: some packages mark it as a program.
  await writeFile(`dist/${to}`, await readFile(`node_modules/${from}`));
}
await copyFile("src/results.ts", "dist/results.d.ts");
await copyFile("src/http/public.ts", "dist/http.d.ts");
await chmod("dist/main.mjs", 0o755);

const packages = await bundledPackages(built.flat());
await writeFile("dist/THIRD_PARTY_NOTICES.txt", await notices(packages));
await writeFile("dist/sbom.cdx.json", sbom(JSON.parse(await readFile("package.json", "utf8")), packages));
