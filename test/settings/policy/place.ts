import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

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

// The only text of the built files that says where policies are, and who must own them.
const builtPlace = '{root:"",owner:0}';

/** Copies the built server, with another root and another owner of policies. */
export async function createMachine(owner = self): Promise<Machine> {
  // The temporary directory is one that others can write to.
  const root = await mkdtemp(join(process.cwd(), "node_modules", ".machine-"));
  const bundle = join(root, "server");
  await mkdir(bundle);
  for (const name of (await readdir("dist")).filter((name) => name.endsWith(".mjs") || name === "zod.cjs")) {
    const parts = (await readFile(join("dist", name), "utf8")).split(builtPlace);
    const readsPolicies = ["shared.mjs", "http.mjs"].includes(name);
    if (parts.length !== (readsPolicies ? 2 : 1)) throw new Error(`${name} has another place of policies.`);
    await writeFile(join(bundle, name), parts.join(JSON.stringify({ root, owner })));
  }
  const below = process.platform === "darwin" ? "Library/Application Support" : "etc";
  const folder = join(root, below, "codat-customers-mcp");
  const policyPath = join(folder, "policy.json");
  const reset = async () => {
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { recursive: true, mode: 0o755 });
    // Whatever this process's umask is.
    for (const one of [root, join(root, below), folder]) await chmod(one, 0o755);
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
