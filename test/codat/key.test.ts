import { once } from "node:events";
import { chmod, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { authorizationOf } from "../../src/codat/credential.ts";
import { readKeyCommand } from "../../src/codat/key-command.ts";
import { parseKey } from "../../src/settings/api-key.ts";
import { call, opening, startChild } from "../support/child.ts";
import { reply, well } from "../support/fault-answers.ts";
import { type Fault, startFaultServer } from "../support/fault-server.ts";
import { ids } from "../support/upstream.ts";
import { clientOf, failure, getJson, key } from "./setup.ts";

/** A key file in its own folder. */
async function keyFile(content?: string | Uint8Array) {
  const folder = await mkdtemp(join(tmpdir(), "key-"));
  const file = join(folder, "codat.key");
  if (content !== undefined) await writeFile(file, content);
  return {
    file,
    folder,
    write: (text: string) => writeFile(file, text),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true }),
  };
}

const oldKey = "the-old-key-0123456789";
const newKey = "the-new-key-0123456789";

/** Accepts only the new key. */
const rotated: Fault = ({ headers, ...rest }, nth, socket) =>
  (headers.authorization === authorizationOf(newKey) ? well : reply(401))({ headers, ...rest }, nth, socket);

describe("no key", () => {
  test("a call is not_configured and sends no request", async () => {
    await using server = await startFaultServer();
    const error = await failure(getJson(clientOf(server, {}, null)));
    expect(error).toMatchObject({ kind: "not_configured", attemptsInCall: 0, retryable: false });
    expect(error.message).toBe("No Codat API key is set, so no request was sent.");
    expect(server.mostSockets).toBe(0);
  });
});

describe("a key in a file", () => {
  test("is read at the first call, not earlier", async () => {
    await using server = await startFaultServer();
    await using file = await keyFile();
    const client = clientOf(server, {}, file);
    await file.write(`${oldKey}\n`);
    await getJson(client);
    expect(server.requests[0]?.headers.authorization).toBe(authorizationOf(oldKey));
  });

  const text = `\ufeffCODAT_API_KEY=${oldKey}\r\n`;
  test.each([
    ["UTF-8", Buffer.from(text)],
    ["UTF-16, as Windows PowerShell writes it", Buffer.from(text, "utf16le")],
    ["big-endian UTF-16", Buffer.from(text, "utf16le").swap16()],
  ])("is read after a byte order mark: %s", async (_, content) => {
    await using server = await startFaultServer();
    await using file = await keyFile(content);
    await getJson(clientOf(server, {}, file));
    expect(server.requests[0]?.headers.authorization).toBe(authorizationOf(oldKey));
  });

  test("is read once until Codat rejects it", async () => {
    await using server = await startFaultServer();
    await using file = await keyFile(oldKey);
    const client = clientOf(server, {}, file);
    await getJson(client);
    await file.write(newKey);
    await getJson(client);
    expect(server.requests[1]?.headers.authorization).toBe(authorizationOf(oldKey));
  });

  test("is read again after a 401, and the call continues with the new key", async () => {
    await using server = await startFaultServer();
    await using file = await keyFile(oldKey);
    const client = clientOf(server, {}, file);
    await getJson(client);
    server.answer(rotated);
    await file.write(`Basic ${Buffer.from(newKey).toString("base64")}`);
    expect(await getJson(client)).toMatchObject({ id: "A1D001" });
    expect(server.requests).toHaveLength(3);
  });

  test("is not retried if it is unchanged after a 401", async () => {
    await using server = await startFaultServer(rotated);
    await using file = await keyFile(oldKey);
    const error = await failure(getJson(clientOf(server, {}, file)));
    expect(error).toMatchObject({ kind: "unauthorized", attemptsInCall: 1 });
  });

  test("that is unchanged costs each concurrent call one request", async () => {
    await using server = await startFaultServer(rotated);
    await using file = await keyFile(oldKey);
    const client = clientOf(server, {}, file);
    const errors = await Promise.all(Array.from({ length: 6 }, () => failure(getJson(client))));
    expect(errors.map(({ kind }) => kind)).toEqual(Array(6).fill("unauthorized"));
    expect(server.requests).toHaveLength(6);
  });

  test("a new key serves every call that was rejected with the old one, including later ones", async () => {
    await using server = await startFaultServer();
    await using file = await keyFile(oldKey);
    const client = clientOf(server, { timeoutMs: 5000 }, file);
    await getJson(client);
    await file.write(newKey);
    const held: (() => void)[] = [];
    server.answer((request, nth, socket) => {
      if (nth !== 1) return rotated(request, nth, socket);
      held.push(() => rotated(request, nth, socket));
    });
    const later = getJson(client);
    await expect.poll(() => held.length).toBe(1);
    await getJson(client);
    for (const answer of held) answer();
    expect(await later).toMatchObject({ id: "A1D001" });
  });

  test.each([
    ["that does not exist", undefined, "does not exist."],
    ["that is empty", "", "is empty."],
    ["with only white space", "\ufeff \r\n", "is empty."],
    ["with only a comment", "# the key\n", "contains no key."],
    ["with several lines", "one-key-0123456789\nanother-0123456789", "has more than one line that could be"],
    ["with other names only", "A=one-key-0123456789\nB=another-0123456789", "has more than one line"],
    ["that is too long", "x".repeat(5000), "is larger than 4096 bytes."],
    ["with non-ASCII characters", "schlüssel-0123456789", "contains no key. A key is 8 or more printable"],
    ["in UTF-16", Buffer.from(oldKey, "utf16le"), "contains no key."],
    ["with a placeholder", "CODAT_API_KEY=YOUR_KEY\n", "contains a placeholder instead of a key."],
    ["with a Bearer header", `Bearer ${oldKey}`, "contains a “Bearer …” header, but Codat expects Basic."],
  ])("%s: not_configured, no path in the error, no request", async (_, content, why) => {
    await using server = await startFaultServer();
    await using file = await keyFile(content);
    const error = await failure(getJson(clientOf(server, {}, file)));
    expect(error).toMatchObject({ kind: "not_configured", attemptsInCall: 0 });
    expect(error.message).toContain(`The file in CODAT_API_KEY_FILE ${why}`);
    for (const shown of [error.message, JSON.stringify(error)]) {
      expect(shown).not.toContain("codat.key");
      expect(shown).not.toContain(file.folder);
    }
    expect(server.mostSockets).toBe(0);
  });

  test("that is a directory, or that this server may not read, is reported as such", async () => {
    await using server = await startFaultServer();
    await using file = await keyFile(oldKey);
    const inFolder = clientOf(server, {}, { ...file, file: file.folder });
    expect((await failure(getJson(inFolder))).message).toContain("is a directory, not a file.");
    // The superuser can read every file.
    if (process.getuid?.() === 0) return;
    await chmod(file.file, 0);
    expect((await failure(getJson(clientOf(server, {}, file)))).message).toContain("(EACCES)");
  });

  test("that was fixed serves the next call", async () => {
    await using server = await startFaultServer(rotated);
    await using file = await keyFile();
    const client = clientOf(server, {}, file);
    await failure(getJson(client));
    await file.write(newKey);
    expect(await getJson(client)).toMatchObject({ id: "A1D001" });
  });
});

describe("a key from a program", () => {
  const printing = (text: string) => ({
    command: [process.execPath, "-e", `process.stdout.write(${JSON.stringify(text)})`],
  });

  test.each([
    ["the raw key", `${oldKey}\n`],
    ["its base64 and a Windows line end", `${Buffer.from(oldKey).toString("base64")}\r\n`],
    ["a complete header", `Basic ${oldKey}\n\n`],
  ])("is what it prints: %s", async (_, text) => {
    await using server = await startFaultServer();
    await getJson(clientOf(server, {}, printing(text)));
    expect(server.requests[0]?.headers.authorization).toBe(authorizationOf(oldKey));
  });

  test("is read by one program for all calls, and again after a 401", async () => {
    await using server = await startFaultServer();
    await using file = await keyFile(oldKey);
    const runs = join(file.folder, "runs");
    const script =
      "const fs = require('node:fs'); fs.appendFileSync(process.argv[2], '.'); process.stdout.write(fs.readFileSync(process.argv[1]))";
    const client = clientOf(server, {}, { command: [process.execPath, "-e", script, file.file, runs] });
    await Promise.all(Array.from({ length: 4 }, () => getJson(client)));
    await getJson(client);
    expect(await readFile(runs, "utf8")).toBe(".");
    server.answer(rotated);
    await file.write(newKey);
    expect(await getJson(client)).toMatchObject({ id: "A1D001" });
    expect(await readFile(runs, "utf8")).toBe("..");
  });

  test("is run without a shell", async () => {
    await using server = await startFaultServer();
    await using file = await keyFile();
    const target = join(file.folder, "written");
    const script = "process.stdout.write(process.argv[1])";
    const command = [process.execPath, "-e", script, `$(touch ${target}); echo ${oldKey}`];
    await getJson(clientOf(server, {}, { command }));
    expect(await readdir(file.folder)).toEqual([]);
  });

  test.each<[string, readonly string[], string]>([
    [
      "that fails",
      [process.execPath, "-e", `console.log("${oldKey}"); process.exit(3)`],
      "ended with exit code 3.",
    ],
    ["that does not exist", ["/nowhere/program", oldKey], "could not be started (ENOENT)."],
    ["that prints two lines", printing(`${oldKey}\n${newKey}\n`).command, "printed more than one line."],
    ["that prints nothing", printing("\n").command, "printed nothing."],
    ["that prints too much", printing(oldKey.repeat(300)).command, "printed more than 4096 bytes."],
    ["that prints a placeholder", printing("YOUR_KEY").command, "printed a placeholder instead of a key."],
    [
      "that prints a Bearer header",
      printing(`Bearer ${oldKey}`).command,
      "printed a text that contains a “Bearer …” header",
    ],
    [
      "that prints no key",
      printing("schlüssel-0123456789").command,
      "printed no key. A key is 8 or more printable",
    ],
    [
      "that prints the key to stderr",
      [process.execPath, "-e", `console.error("${oldKey}")`],
      "printed nothing.",
    ],
  ])("%s: one sentence, nothing of the key, no request", async (_, command, why) => {
    await using server = await startFaultServer();
    const error = await failure(getJson(clientOf(server, {}, { command })));
    expect(error).toMatchObject({ kind: "not_configured", attemptsInCall: 0 });
    expect(error.message).toContain(`The program in CODAT_API_KEY_COMMAND ${why}`);
    for (const shown of [error.message, error.advice, JSON.stringify(error), inspect(error)]) {
      expect(shown).not.toContain(oldKey.slice(0, 8));
      expect(shown).not.toContain(process.execPath);
    }
    expect(server.mostSockets).toBe(0);
  });

  test("that does not end is stopped, also if it has started another program", async () => {
    await using file = await keyFile();
    const pids = join(file.folder, "pids");
    const waiting = "setInterval(() => {}, 1000)";
    const script = `const { pid } = require("node:child_process").spawn(process.execPath, ["-e", ${JSON.stringify(waiting)}], { stdio: "inherit" }); require("node:fs").writeFileSync(${JSON.stringify(pids)}, process.pid + " " + pid); process.stdout.write("${oldKey}"); ${waiting}`;
    const error = await failure(readKeyCommand([process.execPath, "-e", script], { timeoutMs: 2000 }));
    expect(error.message).toBe("The program in CODAT_API_KEY_COMMAND did not end within 2 seconds.");
    expect(inspect(error)).not.toContain(oldKey);
    const [own = 0, started = 0] = (await readFile(pids, "utf8")).split(" ").map(Number);
    process.kill(started, "SIGKILL");
    await expect.poll(() => isRunning(own)).toBe(false);
  });
});

describe("a server that stops", () => {
  test.each(["EOF", "SIGTERM"])("also stops the program that is to print its key: %s", async (how) => {
    // The program holds a connection, which ends with it.
    await using listener = createServer();
    const { port } = (await once(listener.listen(0, "127.0.0.1"), "listening").then(() =>
      listener.address(),
    )) as AddressInfo;
    const script = `require("node:net").connect(${port}, "127.0.0.1").resume()`;
    await using child = startChild({
      CODAT_API_KEY_COMMAND: JSON.stringify([process.execPath, "-e", script]),
    });
    child.send(...opening, call(2, "get_customer", { companyId: ids.companyId, customerId: "1" }));
    const [socket] = await once(listener, "connection");
    const ended = once(socket.on("error", () => {}).resume(), "close");
    if (how === "EOF") child.process.stdin.end();
    else child.process.kill("SIGTERM");
    expect(await child.exited).toBe(0);
    await ended;
  });
});

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

describe("parseKey", () => {
  const base64 = (text: string) => Buffer.from(text).toString("base64");

  test.each([
    ["the raw key", key, key],
    ["its base64", base64(key), key],
    ["a complete header value", `Basic ${base64(key)}`, key],
    ["a complete header line", `Authorization: Basic ${base64(key)}`, key],
    ["white space around it", `\ufeff  ${base64(key)}\r\n`, key],
    ["another spelling of Basic", `bAsIc   ${base64(key)}`, key],
    ["a raw key in a header", `Basic ${key}`, key],
    [
      "a raw key that looks like base64 of something else",
      "AAAAAAAAAAAAAAAAAAAAAAAA",
      "AAAAAAAAAAAAAAAAAAAAAAAA",
    ],
    ["base64 of fewer than 16 characters", base64("fifteen-charact"), base64("fifteen-charact")],
    ["base64 of exactly 16 characters", base64("sixteen-characte"), "sixteen-characte"],
    ["base64 without its padding", base64(`${key}x`).slice(0, -1), base64(`${key}x`).slice(0, -1)],
  ])("finds the key in %s", (_, text, expected) => {
    expect(parseKey(text)).toBe(expected);
  });

  test.each([
    "",
    "  ",
    "a\nb",
    "a\tb",
    "kéy-0123456789",
    "a\u0000b",
    "key\u200b",
    "🔑🔑🔑",
    "seven-7",
    "Basic",
    "Basic a",
    "Bearer abcdefgh-01234567",
    "Authorization: Bearer abcdefgh",
  ])("finds no key in %j", (text) => {
    expect(parseKey(text)).toBeUndefined();
  });
});
