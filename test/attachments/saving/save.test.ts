import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { save, type Take } from "../../../src/attachments/saving/save.ts";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "saving-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function* chunksOf(text: string) {
  yield Buffer.from(text);
}
const incoming = { status: 200, contentType: "text/plain", expectedBytes: 5, compressed: false };

test("a file is removed if its call is canceled after the last byte, because no result would report it", async () => {
  const cancel = new AbortController();
  const take: Take = async (read) => {
    const written = await read({ ...incoming, chunks: chunksOf("whole") });
    expect(await readdir(folder)).toHaveLength(1);
    cancel.abort(new Error("cancelled"));
    return written;
  };
  await expect(save(folder, "a.txt", 5, take, cancel.signal)).rejects.toThrow("cancelled");
  expect(await readdir(folder)).toEqual([]);
});

test("a file stays under its own name if its call is not canceled", async () => {
  const take: Take = (read) => read({ ...incoming, chunks: chunksOf("whole") });
  const { path } = await save(folder, "a.txt", 5, take, new AbortController().signal);
  expect(basename(path)).toBe("a.txt");
  expect(await readdir(folder)).toEqual(["a.txt"]);
});
