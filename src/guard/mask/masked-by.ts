import type { MaskAccess, MaskKind } from "../../settings/index.ts";

export type MaskedBy = MaskAccess["maskedBy"];

const setting = "CODAT_MASK";

/** What masks these kinds, within a sentence: `CODAT_MASK`, `CODAT_MASK or the caller's token`. */
export function maskersOf(kinds: readonly MaskKind[], maskedBy: MaskedBy): string {
  return namesOf(kinds, maskedBy).join(" or ");
}

/** What masks these kinds, to begin a sentence. */
export function maskerAsSubject(kinds: readonly MaskKind[], maskedBy: MaskedBy): string {
  const [name = setting, ...others] = namesOf(kinds, maskedBy);
  return others.length > 0 ? "This server" : `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
}

/** To follow `while`: `CODAT_MASK is set`. */
export function maskingIsOn(kinds: readonly MaskKind[], maskedBy: MaskedBy): string {
  const names = namesOf(kinds, maskedBy);
  return names.includes(setting) ? `${setting} is set` : `${names[0]} masks fields`;
}

function namesOf(kinds: readonly MaskKind[], maskedBy: MaskedBy): string[] {
  return [...new Set(kinds.map((kind) => maskedBy[kind] ?? setting))];
}
