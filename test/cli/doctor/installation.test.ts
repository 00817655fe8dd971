import { copyFile, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import programFiles from "../../../src/base/program-files.json" with { type: "json" };
import { call, opening, startChild } from "../../support/child.ts";
import { ids } from "../../support/upstream.ts";
import { doctor, key } from "./run.ts";

const { program, documents, upstreams, service } = programFiles;
const files = [...program, ...documents, ...upstreams, ...service];
let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "doctor-"));
});
afterAll(() => rm(folder, { recursive: true }));

/** A copy of the built program without these files. */
async function installedWithout(...missing: string[]): Promise<string> {
  const copy = await mkdtemp(join(folder, "dist-"));
  const there = files.filter((name) => !missing.includes(name));
  await Promise.all(there.map((name) => copyFile(join("dist", name), join(copy, name))));
  return copy;
}

describe("the installation", () => {
  test("with all files passes", async () => {
    const report = await doctor({}, { flags: ["--sandbox"] });
    expect(report.of("installation")).toMatchObject({ result: "ok" });
  });

  test("is whole with the program files of the build, and no others", async () => {
    const built = (await readdir("dist")).filter((name) => /\.(cjs|mjs|wasm)$/.test(name));
    expect(built.sort()).toEqual([...files].sort());
  });

  test.each(files.filter((name) => name !== "sandbox.mjs"))("without %s is a failure", async (missing) => {
    const copy = await installedWithout(missing);
    const report = await doctor({}, { flags: ["--sandbox"], folder: pathToFileURL(`${copy}/`) });
    expect(report.of("installation")).toEqual({
      name: "installation",
      result: "failure",
      message: `The installation is incomplete: ${missing} is missing next to main.mjs.`,
      fix: "Install the whole package, not only main.mjs.",
    });
    expect(report.of("api")?.result).toBe("ok");
  });

  test("with only the program, or with an empty file, is a failure of the built program", async () => {
    const copy = await installedWithout(...files.slice(program.length));
    await writeFile(join(copy, "proxy.mjs"), "");
    const environment = { CODAT_BASE_URL: "https://host.invalid" };
    await using child = startChild(environment, { file: join(copy, "main.mjs"), flags: ["doctor"] });
    expect(await child.exited).toBe(1);
    expect(child.stdout()).toContain(
      `The installation is incomplete: ${files.slice(program.length).join(", ")} are missing next to main.mjs.`,
    );
  });

  test("without on-demand.mjs, a download reports that a part is missing", async () => {
    const copy = await installedWithout("on-demand.mjs");
    const flags = ["--sandbox"];
    await using child = startChild({}, { file: join(copy, "main.mjs"), flags });
    child.send(...opening, call(2, "download_customer_attachment", ids));
    const answer = JSON.stringify(await child.answer(2));
    expect(answer).toContain("A part of this server could not be loaded.");
    expect(answer).toContain("The operator must install the whole package");
    expect(answer).toContain('"kind":"not_configured"');
    expect(answer).not.toContain(copy);
  });

  test("without proxy.mjs, a call through a proxy says so", async () => {
    const copy = await installedWithout("proxy.mjs");
    const environment = { CODAT_API_KEY: key, HTTPS_PROXY: "127.0.0.1:9" };
    await using child = startChild(environment, { file: join(copy, "main.mjs") });
    const { companyId, customerId } = ids;
    child.send(...opening, {
      id: 2,
      method: "tools/call",
      params: { name: "get_customer", arguments: { companyId, customerId } },
    });
    const answer = JSON.stringify(await child.answer(2));
    expect(answer).toContain("The installation is incomplete: proxy.mjs");
    expect(answer).toContain("The operator must install the whole package");
    expect(answer).toContain('"kind":"not_configured"');
  });
});
