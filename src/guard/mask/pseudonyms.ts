import { sameness } from "../../base/same-value.ts";
import { findEmails } from "./email-addresses.ts";
import { foldText } from "./fold-text.ts";
import { findPhones } from "./phone-numbers.ts";

/** Values with a format that can be found in text. */
export interface TextKinds {
  email: boolean;
  phone: boolean;
}

/** Replaces values by masked ones with a tag: the same tag for the same value. */
export interface Pseudonymizer {
  /** Such as `j•••@h•••.co.uk #3`, or `••• #4` for a value that is not an email address. A keyed tag stands in place of the number. */
  value(text: string): string;
  /** Masks the email addresses and phone numbers in a text. The rest is unchanged. */
  text(text: string, kinds: TextKinds): string;
}

/** The tag of a value, normalized for comparison. */
export type TagOf = (value: string) => string | number;

const dots = "•••";

/** Without `tagOf`, tags are numbers that are equal for equal values in this pseudonymizer only. */
export function createPseudonymizer(tagOf: TagOf = createNumbers()): Pseudonymizer {
  // Case and spaces do not make another value.
  const suffixOf = (written: string) => ` #${tagOf(sameness(written) ?? written)}`;
  return {
    value: (text) => form(text.trim()) + suffixOf(text),
    text: (text, kinds) => maskText(text, kinds, suffixOf),
  };
}

const mostKept = 200_000;
const mostKeptUnits = 16_000_000;

function createNumbers(): TagOf {
  const known = new Map<string, number>();
  let knownUnits = 0;
  let last = 0;
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    knownUnits += text.length;
    // The numbers go on, so that none ever stands for two values.
    if (known.size >= mostKept || knownUnits > mostKeptUnits) {
      known.clear();
      knownUnits = text.length;
    }
    known.set(copyOf(text), ++last);
    return last;
  };
}

// A value can be a part of a large text, which it would keep in memory.
function copyOf(text: string): string {
  return Buffer.from(text, "utf16le").toString("utf16le");
}

/** Like a pseudonymizer's `text`, but without tags, so that masked values cannot be compared. */
export function maskWithoutTags(text: string, kinds: TextKinds): string {
  return maskText(text, kinds, () => "");
}

const digit = /\p{N}/u;

function maskText(text: string, kinds: TextKinds, suffixOf: (value: string) => string): string {
  if (!kinds.email && !kinds.phone) return text;
  const folded = foldText(text);
  const emails = kinds.email ? findEmails(text, folded) : [];
  const phones =
    kinds.phone && digit.test(text)
      ? findPhones(
          folded.text,
          emails.map((email) => email.folded),
        )
      : [];
  const replacements = [
    ...emails.map((email) => ({
      start: email.start,
      end: email.end,
      by: form(email.address) + suffixOf(email.address),
    })),
    ...phones.map(({ start, end }) => ({
      ...folded.span(start, end),
      by: `${dots} (phone)${suffixOf(folded.text.slice(start, end))}`,
    })),
  ].sort((a, b) => a.start - b.start);
  let masked = "";
  let from = 0;
  for (const { start, end, by } of replacements) {
    masked += text.slice(from, start) + by;
    from = end;
  }
  return masked + text.slice(from);
}

const longestAddress = 400;

function form(text: string): string {
  if (text.length > longestAddress) return dots;
  const [, local, domain] = /^([^\s@]+)@([^\s@]+)$/.exec(text) ?? [];
  if (!local || !domain) return dots;
  const labels = domain.split(".");
  // co.uk, com.au: such a short second label identifies no owner.
  const kept = labels.length > 2 && (labels.at(-2)?.length ?? 0) <= 3 ? 2 : 1;
  const ending = labels.length > 1 ? `.${labels.slice(-kept).join(".")}` : "";
  return `${first(local)}${dots}@${first(domain)}${dots}${ending}`;
}

function first(text: string): string {
  return String.fromCodePoint(text.codePointAt(0) ?? 0);
}
