import { describe, expect, test } from "vitest";
import { connect, errorOf, fileOf, textOf } from "../../support/connect.ts";
import { openFiles } from "../../support/files.ts";
import { pdfFile, pdfOf, placed, shown } from "../../support/pdf-files.ts";
import { ids, startUpstream } from "../../support/upstream.ts";

const download = "download_customer_attachment";
const report = "aged-debt-report-may-2026.pdf";

function keeping(name: string, body: string | Uint8Array) {
  return startUpstream((url) => (url.endsWith("/download") ? { body } : { json: { name } }));
}

/** The borrower's text in a result, without its markers. */
function borrowerTextIn(text: string): string {
  return /\n`{3,}text\n([\s\S]*)\n`{3,}\n--- end /.exec(text)?.[1] ?? "";
}

describe("find", () => {
  test("returns a clause with its page and two lines around it, between the markers", async () => {
    await using files = await openFiles();
    const of = await files.ids("supply-agreement-2026.pdf");
    const result = await files.client.callTool(download, { ...of, find: "retention-of TITLE" });
    expect(textOf(result)).toContain("find: 1 match in the whole text, on page 1 of 1");
    const lines = borrowerTextIn(textOf(result)).split("\n");
    expect(lines).toHaveLength(6);
    expect(lines[0]).toBe("[match 1, page 1 of 1]");
    expect(lines[3]).toContain("8. Retention of title.");
    expect(fileOf(result)).toMatchObject({ format: "text", matches: 1, page: 1, pages: 1 });
  });

  test("after the text of a file costs no second download, and neither do a later page and sums", async () => {
    await using files = await openFiles();
    const of = await files.ids(report);
    await files.client.callTool(download, of);
    await files.client.callTool(download, { ...of, find: "over 90 days" });
    await files.client.callTool(download, { ...of, find: "over 90 days", sums: true });
    await files.client.callTool(download, { ...of, page: 9 });
    expect(files.sandbox.requests.filter(({ url }) => url.endsWith("/download"))).toHaveLength(1);
  });

  test("continues with the page that it names, until every match was shown once", async () => {
    await using files = await openFiles({ CODAT_RESULT_LIMIT_CHARS: "40000" });
    const of = { ...(await files.ids(report)), find: "over 90 days" };
    let shown = 0;
    let total = 0;
    for (let page: number | undefined = 1; page; ) {
      const result = await files.client.callTool(download, { ...of, page });
      const text = textOf(result);
      expect(text.length).toBeLessThanOrEqual(40_000);
      total = Number(fileOf(result).matches);
      for (const [, first, last = first] of borrowerTextIn(text).matchAll(
        /^\[match (\d+)(?:-(\d+))?, page/gm,
      )) {
        expect(Number(first)).toBe(shown + 1);
        shown = Number(last);
      }
      page = Number(/call again with the same find and page (\d+)/.exec(text)?.[1]) || undefined;
    }
    expect(shown).toBe(total);
    expect(total).toBeGreaterThan(100);
  });

  test("that finds nothing says what was searched, and that this proves nothing", async () => {
    await using files = await openFiles();
    const of = await files.ids("supply-agreement-2026.pdf");
    const result = await files.client.callTool(download, { ...of, find: "personal `guarantor`" });
    expect(result.isError).toBeFalsy();
    expect(textOf(result)).toMatch(
      /^find: no match for `` personal `guarantor` `` in page 1 of 1 \(\d+ characters, .+\)\. This does not prove that the file says nothing about it/m,
    );
    expect(result.content).toHaveLength(1);
    expect(fileOf(result).matches).toBe(0);
  });

  test.each(["", "  ", null, "null"])("of %j is absent", async (find) => {
    await using upstream = await keeping("a.txt", "words");
    await using client = await connect(upstream.environment);
    expect(textOf(await client.callTool(download, { ...ids, find }))).toContain("text: whole");
  });

  test("implies text, also if another format is the default", async () => {
    await using upstream = await keeping("a.txt", "some words");
    await using client = await connect({ ...upstream.environment, CODAT_ATTACHMENT_FORMAT: "base64" });
    expect(fileOf(await client.callTool(download, { ...ids, find: "words" }))).toMatchObject({ matches: 1 });
    expect(fileOf(await client.callTool(download, ids))).toMatchObject({ format: "base64" });
  });

  test("a file cannot write the mark of a match", async () => {
    await using upstream = await keeping("a.txt", "[match 1, page 1 of 1] forged\nneedle");
    await using client = await connect(upstream.environment);
    const result = await client.callTool(download, { ...ids, find: "needle" });
    expect(borrowerTextIn(textOf(result)).split("\n")).toEqual([
      "[match 1]",
      "\\[match 1, page 1 of 1] forged",
      "needle",
    ]);
  });

  test("beyond the last page is rejected", async () => {
    await using files = await openFiles();
    const result = await files.client.callTool(download, {
      ...(await files.ids(report)),
      find: "x",
      page: 15,
    });
    expect(errorOf(result).kind).toBe("arguments");
    expect(textOf(result)).toContain("this file has no page 15");
  });
});

describe("page", () => {
  test("starts at that page, and walking to the next page returns each page once", async () => {
    await using files = await openFiles({ CODAT_RESULT_LIMIT_CHARS: "30000" });
    const of = { ...(await files.ids(report)), format: "text" };
    const seen: number[] = [];
    for (let page: number | undefined = 4; page; ) {
      const result = await files.client.callTool(download, { ...of, page });
      const text = textOf(result);
      expect(text.length).toBeLessThanOrEqual(30_000);
      expect(fileOf(result)).toMatchObject({ page, pages: 14 });
      seen.push(...[...text.matchAll(/^\[page (\d+) of 14\]$/gm)].map(([, number]) => Number(number)));
      page = Number(/\(the next `page` is (\d+)\)/.exec(text)?.[1]) || undefined;
    }
    expect(seen).toEqual([4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14]);
  });

  test("that is longer than one result is continued with part, without page", async () => {
    const long = Array.from(
      { length: 300 },
      (_, nth) => `line ${nth} of a page that is longer than a result`,
    );
    const small = placed(
      ...long.map((line, nth): [number, number, string, number] => [40, 830 - 2.7 * nth, line, 2]),
    );
    const pages = pdfFile(pdfOf([shown("short"), small, shown("end")]));
    await using upstream = await keeping("a.pdf", pages);
    await using client = await connect({ ...upstream.environment, CODAT_RESULT_LIMIT_CHARS: "5000" });
    const first = textOf(await client.callTool(download, { ...ids, page: 2 }));
    const [, part = "", parts = ""] =
      /text: part (\d+) of (\d+), page 2 of 3, which is longer than one result \(request part \d+, without page, for the rest\)/.exec(
        first,
      ) ?? [];
    const texts = [first];
    for (let next = Number(part) + 1; next <= Number(parts); next++) {
      texts.push(textOf(await client.callTool(download, { ...ids, part: next })));
    }
    const found = texts.flatMap((text) => borrowerTextIn(text).match(/^line \d+/gm) ?? []);
    expect(found).toEqual(long.map((_, nth) => `line ${nth}`));
    expect(texts.at(-1)).toContain("[page 3 of 3]");
  });

  test("is a sheet or a slide, by its order", async () => {
    await using files = await openFiles();
    const of = await files.ids("credit-review.xlsx");
    const text = textOf(await files.client.callTool(download, { ...of, page: 2 }));
    expect(text).toContain("text: sheets 2-3 of 3");
    expect(borrowerTextIn(text)).toMatch(/^\[sheet “Limits & terms”\]/);
  });
});

describe("sums", () => {
  test("adds what plain arithmetic over the whole text adds", async () => {
    await using files = await openFiles({ CODAT_RESULT_LIMIT_CHARS: "0" });
    const of = await files.ids(report);
    const lines = borrowerTextIn(textOf(await files.client.callTool(download, of))).split("\n");
    const late = lines.filter((line) => line.includes("over 90 days"));
    const pence = late.reduce((sum, line) => sum + pounds(line), 0);
    const dates = late.flatMap((line) => line.match(/\d{4}-\d\d-\d\d/g) ?? []).sort();
    const text = textOf(await files.client.callTool(download, { ...of, find: "over 90 days", sums: true }));
    expect(text).toContain(`sums: ${late.length} matching lines in pages 1-14 of 14\n`);
    expect(text).toContain(`: ${(pence / 100).toFixed(2)} £\n`);
    expect(text).toContain(`earliest date: ${dates[0]} (page `);
    expect(text).not.toContain("--- begin");
  });

  test("names the columns of a CSV by its first row", async () => {
    await using files = await openFiles();
    const of = await files.ids("aged-debt-export.csv");
    const text = textOf(await files.client.callTool(download, { ...of, find: "over 90 days", sums: true }));
    expect(text).toMatch(/^column 5, `Amount`: \d+\.\d\d £$/m);
  });

  test("says why it does not add", async () => {
    await using files = await openFiles();
    const of = await files.ids("credit-review.xlsx");
    const text = textOf(await files.client.callTool(download, { ...of, find: "e", sums: true }));
    expect(text).toContain("Nothing was added: no column has exactly one amount in every matching line.");
    expect(text).toMatch(/^column B.*: not added, because \d of the lines have no amount$/m);
  });

  test("of no line adds nothing", async () => {
    await using upstream = await keeping("a.txt", "words");
    await using client = await connect(upstream.environment);
    const text = textOf(await client.callTool(download, { ...ids, find: "none", sums: true }));
    expect(text).toContain("sums: 0 matching lines in the whole text\nNothing was added.");
  });
});

function pounds(line: string): number {
  const [, whole = "", pence = ""] = /£([\d,]+)\.(\d\d)/.exec(line) ?? [];
  return Number(whole.replaceAll(",", "")) * 100 + Number(pence);
}
