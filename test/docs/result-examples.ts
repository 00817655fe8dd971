import { companies } from "../../src/sandbox/index.ts";
import { spawnServer, textOf } from "../support/connect.ts";

const [{ id: companyId } = { id: "" }] = companies;
const customer = { companyId, customerId: "d0000000-0000-4000-8000-000000000001" };
const agreement = { ...customer, attachmentId: "f0000000-0000-4000-8000-000000000001" };
const report = { ...customer, attachmentId: "f0000000-0000-4000-8000-000000000002" };

type Call = [tool: string, args: Record<string, unknown>];

// Each with how many lines of its text are shown; the rest is data.
const calls: Record<string, [calls: Call[], lines: number]> = {
  "first blocks": [
    [
      ["list_customers", { companyId, pageSize: 2 }],
      ["list_customers", { companyId }],
      ["list_customer_attachments", customer],
      ["list_customers", { companyId, query: "customerName=Nobody" }],
    ],
    1,
  ],
  base64: [[["download_customer_attachment", { ...agreement, format: "base64" }]], 5],
  text: [[["download_customer_attachment", { ...agreement, format: "text" }]], 13],
  part: [[["download_customer_attachment", { ...report, format: "text" }]], 6],
  find: [[["download_customer_attachment", { ...agreement, find: "retention of title" }]], 17],
  sums: [[["download_customer_attachment", { ...report, find: "over 90 days", sums: true }]], 8],
  image: [[["download_customer_attachment", { ...report, format: "image", page: 2 }]], 7],
  link: [[["download_customer_attachment", { ...agreement, format: "link" }]], 5],
};

/** Texts that the built server returns over the sandbox, as code blocks by name. */
export async function resultExamples(): Promise<Map<string, string>> {
  await using server = await spawnServer({ CODAT_RESULT_LIMIT_CHARS: "20000" }, "v2, 2026-07-28", [
    "--sandbox",
  ]);
  const examples = new Map<string, string>();
  for (const [name, [group, lines]] of Object.entries(calls)) {
    const texts: string[] = [];
    for (const [tool, args] of group) {
      const text = textOf(await server.callTool(tool, args));
      texts.push(text.split("\n").slice(0, lines).join("\n"));
    }
    examples.set(name, `\`\`\`text\n${withFixedMarker(texts.join("\n"))}\n\`\`\``);
  }
  return examples;
}

// The marker around a file's text is random, and a code block within a code block would end it.
function withFixedMarker(text: string): string {
  const marker = /^--- begin (\w+) ---$/m.exec(text)?.[1];
  const fixed = marker === undefined ? text : text.replaceAll(marker, "6c68302411a12fac");
  return fixed.replace(/^```/gm, "'''");
}
