import { copyFile, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { build } from "esbuild";
import { bundleSettings } from "../../../scripts/build/bundle-settings.mjs";

/** This process's user, who takes the place of the superuser in tests. */
export const self = process.getuid?.() ?? 0;

/** A machine of its own: a built server that looks for its policy below a folder. */
export interface Machine extends AsyncDisposable {
  root: string;
  /** The built main.mjs. */
  file: string;
  /** The path of the machine's policy, whose folder exists. */
  policyPath: string;
  /** Writes the machine's policy. */
  write: (policy: unknown) => Promise<void>;
  /** Removes it and restores its folder. */
  reset: () => Promise<void>;
}

/** Builds the server with another root, and with another owner of policies. */
export async function createMachine(owner = self): Promise<Machine> {
  // The temporary directory is one that others can write to.
  const root = await mkdtemp(join(process.cwd(), "node_modules", ".machine-"));
  const bundle = join(root, "server");
  const settings = bundleSettings({ policyPlace: { root, owner } });
  await build({ ...settings, entryPoints: ["src/main.ts"], outfile: join(bundle, "main.mjs") });
  await build({ ...settings, entryPoints: ["src/http/index.ts"], outfile: join(bundle, "http.mjs") });
  await copyFile("dist/sandbox.mjs", join(bundle, "sandbox.mjs"));
  const below = process.platform === "darwin" ? "Library/Application Support" : "etc";
  const folder = join(root, below, "codat-customers-mcp");
  const policyPath = join(folder, "policy.json");
  const reset = async () => {
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { recursive: true, mode: 0o755 });
  };
  await reset();
  return {
    root,
    file: join(bundle, "main.mjs"),
    policyPath,
    reset,
    write: (policy) => writeProtected(policyPath, policy),
    [Symbol.asyncDispose]: () => rm(root, { recursive: true, force: true }),
  };
}

/** Writes a file that only its owner can change. A string is written as it is. */
export async function writeProtected(path: string, content: unknown): Promise<void> {
  await writeFile(path, typeof content === "string" ? content : JSON.stringify(content), { mode: 0o644 });
}
