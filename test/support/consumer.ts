import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** A project with the packed package, and the compiler's complaints about a program in it. */
export async function startConsumer() {
  const folder = await mkdtemp(join(tmpdir(), "codat-consumer-"));
  const windows = process.platform === "win32";
  const { stdout } = await run("npm", ["pack", "--json", "--ignore-scripts", "--pack-destination", folder], {
    shell: windows,
  });
  const [{ filename }] = JSON.parse(stdout) as [{ filename: string }];
  const modules = join(folder, "node_modules");
  await mkdir(modules);
  await run("tar", ["-xzf", filename], { cwd: folder });
  await symlink(join(folder, "package"), join(modules, "codat-customers-mcp"), "junction");
  await writeFile(join(folder, "package.json"), '{"type":"module"}');
  const compilerOptions = {
    module: "nodenext",
    target: "es2023",
    strict: true,
    exactOptionalPropertyTypes: true,
    noEmit: true,
    types: [],
  };
  await writeFile(
    join(folder, "tsconfig.json"),
    JSON.stringify({ compilerOptions, include: ["program.ts"] }),
  );
  return {
    async complaints(program: string): Promise<string> {
      await writeFile(join(folder, "program.ts"), program);
      const compiler = resolve("node_modules/typescript/bin/tsc");
      return run(process.execPath, [compiler, "-p", folder]).then(
        () => "",
        ({ stdout: printed }: { stdout: string }) => printed,
      );
    },
    /** What the program prints. */
    async output(program: string): Promise<string> {
      await writeFile(join(folder, "program.mjs"), program);
      return (await run(process.execPath, ["program.mjs"], { cwd: folder })).stdout;
    },
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true }),
  };
}
