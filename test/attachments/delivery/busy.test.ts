import { expect, test } from "vitest";
import { connect, errorOf, textOf } from "../../support/connect.ts";
import { shown, slowPdf } from "../../support/pdf-files.ts";
import { ids, startUpstream } from "../../support/upstream.ts";

const download = "download_customer_attachment";
const slow = slowPdf(shown("First page"));

/** An upstream whose attachment `csv` is 8 bytes, and every other one a PDF that takes minutes. */
function startFiles() {
  return startUpstream((url) => {
    const isSmall = url.includes("/attachments/csv");
    if (!url.endsWith("/download")) return { json: { name: isSmall ? "a.csv" : "a.pdf" } };
    return { body: isSmall ? "a,b\n1,2\n" : slow };
  });
}

test.each([8])("while %i slow PDFs are read, a CSV of 8 bytes is returned soon", async (count) => {
  await using upstream = await startFiles();
  await using client = await connect(upstream.environment);
  const stop = new AbortController();
  const all = Array.from({ length: count }, (_, nth) =>
    client.callTool(download, { ...ids, attachmentId: `${nth}`, format: "text" }, { signal: stop.signal }),
  );
  const settled = Promise.allSettled(all);
  for (let time = 0; time < 3; time++) {
    const askedAtMs = performance.now();
    const result = await client.callTool(download, { ...ids, attachmentId: "csv", format: "text" });
    expect(textOf(result)).toContain("a,b\n1,2");
    expect(performance.now() - askedAtMs).toBeLessThan(15_000);
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
  stop.abort();
  await settled;
});

test("a call that reaches its deadline while files are read reports that this server was busy, not that Codat did not respond", async () => {
  await using upstream = await startFiles();
  await using client = await connect({ ...upstream.environment, CODAT_DEADLINE_MS: "2000" });
  const calls = Array.from({ length: 3 }, (_, nth) =>
    client.callTool(download, { ...ids, attachmentId: `${nth}`, format: "text" }),
  );
  for (const result of await Promise.all(calls)) {
    expect(errorOf(result)).toMatchObject({ kind: "timeout", retryable: true });
    expect(textOf(result)).toContain(
      "This server was busy extracting text from files and did not finish within 2 s, the limit for one call.",
    );
    expect(textOf(result)).not.toContain("Codat did not answer");
  }
});
