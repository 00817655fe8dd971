/** Replaces values by masked ones with a number: the same number for the same value, in this process only. */
export interface Pseudonymizer {
  /** Such as `j•••@h•••.co.uk #3`, or `••• #4` for what is no e-mail address. */
  value(text: string): string;
  /** A text with its e-mail addresses masked. */
  emailsIn(text: string): string;
  /** A text with its telephone numbers masked. */
  phonesIn(text: string): string;
}

const mostKept = 200_000;
const dots = "•••";

// Bounded, so that no text makes them slow.
const email = /[^\s@<>()[\]{},;:"'`|]{1,64}@[^\s@<>()[\]{},;:"'`|]{1,190}\.[^\s@<>()[\]{},;:"'`|.]{2,24}/gu;
const phones = [
  /(?<![\w.,])\+\d[\d\s()./-]{6,22}\d(?!\w)/g,
  /(?<![\w.,/-])\(?0\d{1,4}\)?(?:[ ./-]?\d{2,4}){2,4}(?!\w|[,./-]\d)/g,
  /(?<![\w.,/-])(?:\([2-9]\d{2}\) ?|[2-9]\d{2}[ .-])\d{3}[ .-]\d{4}(?!\w|[,./-]\d)/g,
];
const date = /^\d{1,4}[./-]\d{1,2}[./-]\d{1,4}$/;

export function createPseudonymizer(): Pseudonymizer {
  const known = new Map<string, number>();
  let last = 0;
  const numberOf = (text: string) => {
    const number = known.get(text) ?? ++last;
    // The numbers go on, so that none ever stands for two values.
    if (known.size >= mostKept) known.clear();
    known.set(text, number);
    return `#${number}`;
  };
  const value = (text: string) => `${form(text.trim())} ${numberOf(text)}`;
  return {
    value,
    emailsIn: (text) => (text.includes("@") ? text.replace(email, value) : text),
    phonesIn: (text) =>
      phones.reduce(
        (masked, pattern) =>
          masked.replace(pattern, (found) => (isPhone(found) ? `${dots} (phone) ${numberOf(found)}` : found)),
        text,
      ),
  };
}

function form(text: string): string {
  const [, local, domain] = /^([^\s@]+)@([^\s@]+)$/.exec(text) ?? [];
  if (!local || !domain) return dots;
  const labels = domain.split(".");
  // co.uk, com.au: a second label so short belongs to no one.
  const kept = labels.length > 2 && (labels.at(-2)?.length ?? 0) <= 3 ? 2 : 1;
  const ending = labels.length > 1 ? `.${labels.slice(-kept).join(".")}` : "";
  return `${first(local)}${dots}@${first(domain)}${dots}${ending}`;
}

function first(text: string): string {
  return Array.from(text)[0] ?? "";
}

function isPhone(text: string): boolean {
  const digits = text.replace(/\D/g, "").length;
  return digits >= 9 && digits <= 15 && !date.test(text.trim());
}
