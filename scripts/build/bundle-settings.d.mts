import type { BuildOptions } from "esbuild";

/** The settings of a bundle. Only tests pass a place of policies: other root and owner than those of the file system. */
export function bundleSettings(options?: { policyPlace?: { root: string; owner: number } }): BuildOptions;
