import type { Inspection } from "../../attachments/inspect/inspection.ts";
import { isObject, type JsonObject } from "../../codat/json-object.ts";
import { type AttachmentsIds, attachmentsRoute } from "../../codat/routes.ts";
import { filesWithheld } from "../../guard/mask/files-withheld.ts";
import type { Answer } from "../call/answer.ts";
import type { ToolContext } from "../define/context.ts";

const longestInspectionMs = 20_000;
const shareOfDeadline = 0.8;

/** The attachments of a customer, with what is in each if asked to inspect them. */
export async function attachmentsList(
  { inspect = false, ...ids }: AttachmentsIds & { inspect?: boolean | undefined },
  context: ToolContext,
): Promise<Answer> {
  const { codat, settings } = context;
  if (inspect && settings.mask.includes("files")) throw filesWithheld(settings.maskedBy);
  const endsAtMs = performance.now() + Math.min(longestInspectionMs, settings.deadlineMs * shareOfDeadline);
  const answer = await codat.json(attachmentsRoute(ids));
  const files = Array.isArray(answer.attachments) ? answer.attachments.filter(isObject) : [];
  if (!inspect || files.length === 0) return { json: answer, summary: summarize(answer) };
  // Loaded at first use: code that downloads and hashes files would slow down startup.
  const [{ inspectAll }, { readLimitBytes }] = await Promise.all([
    import("../../attachments/inspect/inspect-all.ts"),
    import("../../attachments/delivery/other-formats.ts"),
  ]);
  const inspections = await inspectAll(ids, files, {
    ...context,
    limitBytes: readLimitBytes(settings),
    timeMs: Math.max(0, endsAtMs - performance.now()),
  });
  const attachments = withInspections(answer.attachments, inspections);
  const summary = `${summarize(answer)} ${progressOf(inspections)}`;
  return { json: { ...answer, attachments }, summary };
}

// To an underwriter, no attachments and unknown attachments have different meanings.
function summarize({ attachments }: JsonObject): string {
  if (!Array.isArray(attachments)) {
    return "Codat returned no list of attachments. It is unknown whether this customer has any.";
  }
  if (attachments.length === 0) return "This customer has no attachments.";
  return attachments.length === 1 ? "1 attachment." : `${attachments.length} attachments.`;
}

/** Adds the inspections, which are those of the attachments that are objects, in their order. */
function withInspections(attachments: unknown, inspections: readonly Inspection[]): unknown {
  const next = inspections.values();
  return Array.isArray(attachments)
    ? attachments.map((each) => (isObject(each) ? { ...each, inspection: next.next().value } : each))
    : attachments;
}

function progressOf(inspections: readonly Inspection[]): string {
  const count = (wanted: Inspection["status"]) =>
    inspections.filter(({ status }) => status === wanted).length;
  const failed = count("failed");
  const left = count("not_inspected");
  return [
    `${count("done")} inspected`,
    failed > 0 ? `, ${failed} could not be read` : "",
    left > 0 ? `, ${left} not inspected yet: call again with inspect to continue.` : ".",
  ].join("");
}
