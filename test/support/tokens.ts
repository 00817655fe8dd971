import { createHash, randomBytes } from "node:crypto";
import { mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A token for the HTTP service, and its entry in the tokens file. */
export interface MadeToken {
  token: string;
  entry: Record<string, unknown>;
}

export function makeToken(name: string, grant: Record<string, unknown> = { companies: "all" }): MadeToken {
  const token = `ccm_${randomBytes(32).toString("base64url")}`;
  return { token, entry: { name, sha256: createHash("sha256").update(token).digest("hex"), ...grant } };
}

/** A tokens file in a directory of its own. */
export interface MadeTokensFile extends AsyncDisposable {
  path: string;
  /** Replaces the file with these entries, or with this text. */
  replace(content: unknown): Promise<void>;
  remove(): Promise<void>;
}

export async function makeTokensFile(content: unknown, mode = 0o600): Promise<MadeTokensFile> {
  const folder = await mkdtemp(join(tmpdir(), "codat-tokens-"));
  const path = join(folder, "tokens.json");
  const replace = async (written: unknown) => {
    const next = join(folder, "next.json");
    await writeFile(next, typeof written === "string" ? written : JSON.stringify(written), { mode });
    await rename(next, path);
  };
  await replace(content);
  return {
    path,
    replace,
    remove: () => rm(path),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true }),
  };
}
