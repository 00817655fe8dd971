import { isDeepStrictEqual } from "node:util";
import { partsOf } from "./parts.mjs";

/** How the five tools and their results reached the model, as short labels. `undefined`: they did not. */
export function cellsOf({ tools, seen }, cases) {
  const parts = Object.fromEntries(Object.keys(cases).map((name) => [name, partsOf(seen[name])]));
  const wanted = [...new Set(Object.values(cases).map(({ tool }) => tool))];
  const listed = wanted.filter((tool) => tools.some((name) => name === tool || name.endsWith(`_${tool}`)));
  const called = wanted.filter((tool) => answered(tool, cases, parts));
  return {
    listed: listed.length === wanted.length ? `all ${wanted.length}` : undefined,
    called: called.length === wanted.length ? `all ${wanted.length}` : undefined,
    json: jsonCell(cases, parts),
    image: imageCell(cases.image.answer, parts.image, "logo.png"),
    scan: imageCell(cases.scan.answer, parts.scan, "framework-agreement-signed.pdf"),
    pdf: pdfCell(cases.pdf.answer, parts.pdf),
    long: longCell(cases.long.answer, parts.long),
    error: errorCell(cases.error.answer, parts.error, seen.error),
    link: linkCell(cases.link.answer, parts.link),
  };
}

// Looks for a fact that only this tool's result contains.
function answered(tool, cases, parts) {
  const facts = {
    list_customers: cases.page.answer.structuredContent.results.at(-1).id,
    get_customer: cases.customer.answer.structuredContent.registrationNumber,
    list_customer_attachments: cases.files.answer.structuredContent.attachments.at(-1).name,
    get_customer_attachment: cases.record.answer.structuredContent.dateCreated,
    download_customer_attachment: "[page 1 of 1]",
  };
  const own = Object.keys(cases).filter((name) => cases[name].tool === tool);
  return own.some((name) => parts[name].holds(facts[tool]));
}

function jsonCell({ page, record }, parts) {
  const [summary] = page.answer.content;
  const { results } = page.answer.structuredContent;
  if (!results.every(({ id }) => parts.page.holds(id))) return undefined;
  if (!parts.page.holds(summary.text)) return "structured";
  if (structured(page.answer, parts.page)) return "text and structured";
  // A record without a summary is a single block.
  return structured(record.answer, parts.record) ? "text; a single block twice" : "text";
}

// As a separate object, not parsed from the text.
function structured({ content, structuredContent }, { objects }) {
  const text = content.at(-1).text;
  return objects.some(
    ({ object, from }) => isDeepStrictEqual(object, structuredContent) && !from?.endsWith(text),
  );
}

function imageCell({ content }, parts, name) {
  const { data, mimeType } = content.at(-1);
  const forms = [data, `data:${mimeType};base64,${data}`];
  const block = parts.objects.find(({ object, spelled }) => {
    return !spelled && object.type !== "text" && Object.values(object).some((value) => forms.includes(value));
  });
  if (block) return "image";
  if (parts.holds(data)) return "base64 in text";
  return hiddenBut(name, parts);
}

function pdfCell({ content }, parts) {
  // The lines between the markers, which differ in every call.
  const lines = content.at(-1).text.split("\n").slice(2, -1);
  if (!lines.every((line) => parts.holds(line))) return undefined;
  return parts.texts.some(({ text, spelled }) => !spelled && text.includes(lines.at(-2)))
    ? "text"
    : "text in JSON";
}

// Checks the first part, which is as long as CODAT_RESULT_LIMIT_CHARS allows.
function longCell({ content }, parts) {
  const lines = content.at(-1).text.split("\n").slice(2, -1);
  const there = lines.filter((line) => parts.holds(line)).length;
  return there === lines.length ? "whole" : `cut: ${Math.round((100 * there) / lines.length)} % is left`;
}

function errorCell({ content }, parts, seen) {
  // One line has an id that differs in every call. The last line is the facts for programs.
  const lines = content[0].text.split("\n").filter((line) => !line.includes("correlationId"));
  const facts = JSON.parse(lines.at(-1));
  // Gemini CLI quotes the result as JSON within a sentence.
  const isShown = (line) => parts.holds(line) || parts.holds(JSON.stringify(line).slice(1, -1));
  if (!facts.kind || !lines.every(isShown)) return undefined;
  const marked = /"is_?error\\*":true|"error-text"|"error":"|^"Error/i.test(JSON.stringify(seen));
  return marked ? "text, marked as an error" : "text";
}

function linkCell({ content }, parts) {
  const { uri } = content.at(-1);
  const block = parts.objects.find(({ object, spelled }) => !spelled && Object.values(object).includes(uri));
  if (block) return block.object.type === "resource_link" ? "link" : `${block.object.type} block`;
  if (parts.holds(uri)) return "address in text";
  return hiddenBut("supply-agreement-2026.pdf", parts);
}

function hiddenBut(name, parts) {
  return parts.holds(name) ? "hidden (name and size as text)" : "hidden";
}
