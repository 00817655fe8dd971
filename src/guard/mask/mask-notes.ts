import type { MaskKind } from "../../settings/index.ts";
import type { FieldKind } from "./field-words.ts";
import { type MaskedBy, maskerAsSubject, maskersOf } from "./masked-by.ts";

/** The content that a note belongs to. */
export type Masked = "records" | "text" | "bytes" | "image";

const contents: Record<FieldKind, string> = {
  email: "email addresses",
  phone: "phone numbers",
  address: "postal addresses",
  tax: "tax and registration numbers",
};
const foundInText = ["email", "phone"] as const;

/** What the active masks cover in a result and what they do not; empty if no mask is active. */
export function maskNotes(kinds: readonly MaskKind[], beside: Masked, maskedBy: MaskedBy): string {
  const fields = kinds.filter((kind) => kind !== "files");
  if (beside === "records") return [recordNote(fields), fileNote(kinds, maskedBy)].filter(Boolean).join(" ");
  if (fields.length === 0) return "";
  if (beside === "text") return textNote(fields, maskedBy);
  const where = beside === "image" ? "an image" : "the bytes of a file";
  return `${maskerAsSubject(fields, maskedBy)} does not cover ${where}: ${listOf(fields)} in it are not masked.`;
}

function recordNote(fields: readonly FieldKind[]): string {
  if (fields.length === 0) return "";
  return `Masked here: ${fields.join(", ")}. Each masked value ends with # and a tag, such as ••• #4. Equal values have equal tags. Fields are masked by field name. Names of people and free text in records are not masked.`;
}

function fileNote(kinds: readonly MaskKind[], maskedBy: MaskedBy): string {
  return kinds.includes("files") ? `File contents are blocked by ${maskersOf(["files"], maskedBy)}.` : "";
}

function textNote(fields: readonly FieldKind[], maskedBy: MaskedBy): string {
  const found = fields.filter((kind) => foundInText.some((inText) => inText === kind));
  const missed = fields.filter((kind) => !found.includes(kind));
  const notes = [
    found.length > 0 &&
      `${maskerAsSubject(found, maskedBy)} masks ${listOf(found)} in this text by their format. Those in an unusual format may remain.`,
    missed.length > 0 &&
      `${maskerAsSubject(missed, maskedBy)} does not mask ${listOf(missed)} in the text of a file.`,
  ];
  return notes.filter(Boolean).join(" ");
}

function listOf(kinds: readonly FieldKind[]): string {
  const names = kinds.map((kind) => contents[kind]);
  return names.length > 1 ? `${names.slice(0, -1).join(", ")} and ${names.at(-1)}` : (names[0] ?? "");
}
