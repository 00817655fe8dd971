import { expect, test } from "vitest";
import { type DownloadArguments, readRequest } from "../../../src/attachments/delivery/request.ts";
import { ToolError } from "../../../src/base/tool-error.ts";
import { connect, errorOf, fileOf, textOf } from "../../support/connect.ts";
import { zipOfFiles } from "../../support/containers.ts";
import { pdfFile, pdfOf, shown } from "../../support/pdf-files.ts";
import { ids, startUpstream } from "../../support/upstream.ts";

const formats = [undefined, "auto", "text", "image", "base64", "link", "file"] as const;
const area = [0, 0, 0.5, 0.5] as const;

/** Why a combination must be refused, by the names of the arguments that its sentence must have; undefined if it must work. */
function clash({ format, page, part = 1, area, find, sums }: DownloadArguments): string | undefined {
  const asked = find?.trim() === "" ? undefined : find;
  if (sums && !asked) return "find";
  if (asked && !["auto", "text", undefined].includes(format)) return "find";
  if (asked && area) return "area";
  if (asked && part > 1) return "part";
  if (page !== undefined && part > 1) return "part";
  if (area && !["auto", "image", undefined].includes(format)) return "area";
  if (part > 1 && (area || !["auto", "text", undefined].includes(format))) return "part";
  if ((page ?? 1) > 1 && ["base64", "link", "file"].includes(format ?? "")) return "page";
  return undefined;
}

const combinations: DownloadArguments[] = formats.flatMap((format) =>
  [undefined, 1, 2].flatMap((page) =>
    [undefined, 1, 2].flatMap((part) =>
      [undefined, area].flatMap((area) =>
        [undefined, " ", "late"].flatMap((find) =>
          [undefined, false, true].map((sums) => ({ format, page, part, area, find, sums })),
        ),
      ),
    ),
  ),
);

test("every combination of arguments is read, or refused with a sentence that names one of them", () => {
  for (const given of combinations) {
    const expected = clash(given);
    const what = JSON.stringify(given);
    try {
      const { form } = readRequest(given, "auto");
      expect(expected, what).toBeUndefined();
      const wanted = given.sums
        ? "sums"
        : given.find?.trim()
          ? "find"
          : given.area
            ? "image"
            : (given.format ?? "auto");
      expect(form, what).toBe(wanted);
    } catch (error) {
      if (!(error instanceof ToolError)) throw error;
      expect(error.kind, what).toBe("arguments");
      expect(error.message, what).toMatch(/^[a-z].*\.$/);
      expect(expected, `${what}: ${error.message}`).toBeDefined();
      expect(error.message, what).toContain(expected);
    }
  }
});

test.each([
  ["a PDF of two pages", {}],
  ["the same inside an archive", { member: "1" }],
])(
  "%s: every combination is answered, or refused as `arguments` before any request",
  async (_, member) => {
    const pdf = pdfFile(pdfOf([shown("late 1.00"), shown("late 2.00")]));
    const body = "member" in member ? zipOfFiles({ name: "a.pdf", content: pdf }) : pdf;
    const headers = { "content-type": "application/octet-stream" };
    await using upstream = await startUpstream((url) =>
      url.endsWith("/download") ? { body, headers } : { json: { name: "a", fileSize: body.length } },
    );
    await using client = await connect(upstream.environment);
    for (const given of combinations) {
      // A blank find, false sums and the first page or part are absent, or as if absent.
      if (
        given.page === 1 ||
        given.part === 1 ||
        given.find === " " ||
        given.sums === false ||
        given.format === "file"
      )
        continue;
      const before = upstream.requests.length;
      const result = await client.callTool("download_customer_attachment", { ...ids, ...member, ...given });
      const what = `${JSON.stringify(given)}: ${textOf(result).split("\n")[0]}`;
      const isClash = clash(given) !== undefined;
      // Its text is one part.
      expect(result.isError ?? false, what).toBe(isClash || given.part === 2);
      if (isClash) expect(upstream.requests.length, what).toBe(before);
      if (result.isError) {
        expect(errorOf(result).kind, what).toBe("arguments");
        expect(textOf(result), what).toMatch(/^[A-Za-z`].*\.$/m);
      } else if (given.page === 2 && !given.find)
        expect(fileOf(result), what).toMatchObject({ page: 2, pages: 2 });
    }
  },
  120_000,
);
