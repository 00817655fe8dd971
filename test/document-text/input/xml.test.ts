import { expect, test } from "vitest";
import { readXml } from "../../../src/document-text/input/xml.ts";
import { Unreadable } from "../../../src/document-text/types.ts";

async function eventsOf(...chunks: (string | Uint8Array)[]): Promise<string> {
  let seen = "";
  await readXml(
    (async function* () {
      for (const chunk of chunks) yield typeof chunk === "string" ? Buffer.from(chunk) : chunk;
    })(),
    {
      open: (name) => {
        seen += `<${name}>`;
        return name !== "out";
      },
      close: (name) => {
        seen += `</${name}>`;
      },
      text: (text) => {
        seen += text;
      },
    },
  );
  return seen;
}

test("a skipped element produces no text, no elements and no close event", async () => {
  expect(await eventsOf("<a>1<out>2<b>3</b><out/></out>4</a>")).toBe("<a>1<out>4</a>");
});

test("entities that a document defines are never replaced, and nothing is fetched", async () => {
  const bomb =
    '<!DOCTYPE a [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;"><!ENTITY xxe SYSTEM "file:///etc/passwd">]>' +
    "<a>&lol2;&xxe;&amp;&#163;</a>";
  const seen = await eventsOf(bomb);
  expect(seen).toContain("<a>&lol2;&xxe;&£</a>");
  expect(seen).not.toContain("root:");
});

test("UTF-16 is recognized by its byte order mark, and characters may be split between chunks", async () => {
  const bytes = Buffer.from("\ufeff<a>£😀</a>", "utf16le");
  expect(await eventsOf(bytes.subarray(0, 9), bytes.subarray(9))).toBe("<a>£😀</a>");
  const utf8 = Buffer.from("<a>£</a>");
  expect(await eventsOf(utf8.subarray(0, 4), utf8.subarray(4))).toBe("<a>£</a>");
});

test("elements nested more than 2,000 levels deep are not read", async () => {
  await expect(eventsOf("<a>".repeat(2001))).rejects.toThrow(Unreadable);
  await expect(eventsOf(`${"<a>".repeat(2000)}deep`)).resolves.toContain("deep");
});

test.each(["<a b='", "<!--", "<![CDATA[", "<!DOCTYPE ", "<?x "])(
  "an unterminated %s is not kept in memory forever",
  async (head) => {
    const chunk = "x".repeat(64 * 1024);
    const endless = Array<string>(64).fill(chunk);
    await expect(eventsOf(head, ...endless)).rejects.toThrow("does not end");
  },
);
