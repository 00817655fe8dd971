/** A date as written, or what may be one. */
export type WrittenDate =
  | { iso: string }
  | { first: number; second: number; year: number }
  | { unread: string };

const months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const month = "(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\\.?";
const edge = "(?<![\\p{L}\\p{N}])";
const end = "(?![\\p{L}\\p{N}]|[.,]\\d)";

/** Matches every date with a day: 2026-05-31, 31 May 2026, May 31, 2026, 31/05/2026, 31.05.2026. */
export const anyDate = new RegExp(
  [
    `${edge}(?<y1>\\d{4})([-/.])(?<m1>\\d{1,2})\\2(?<d1>\\d{1,2})(?:T\\d\\d:\\d\\d\\S*)?${end}`,
    `${edge}(?<d2>\\d{1,2})(?:st|nd|rd|th)?[ .-]{0,2}(?<m2>${month})[ ,.-]{0,2}(?<y2>\\d{4})${end}`,
    `${edge}(?<m3>${month}) ?(?<d3>\\d{1,2})(?:st|nd|rd|th)?,? (?<y3>\\d{4})${end}`,
    `${edge}(?<a4>\\d{1,2})(?<s4>[-/.])(?<b4>\\d{1,2})\\k<s4>(?<y4>\\d{4})${end}`,
    `${edge}(?<u5>\\d{1,2}(?:/\\d{1,2}/|\\.\\d{1,2}\\.)\\d{2}|\\d{1,2}[ -]${month}[ -]\\d{2})${end}`,
  ].join("|"),
  "giu",
);

/** The dates in a text, in order. A number that is no day of the calendar is no date. */
export function datesIn(text: string): WrittenDate[] {
  return [...text.matchAll(anyDate)].flatMap(({ groups = {} }) => dateOf(groups) ?? []);
}

function dateOf(groups: Record<string, string | undefined>): WrittenDate | undefined {
  const { u5, a4, b4, y4, s4 } = groups;
  if (u5 !== undefined) return { unread: u5 };
  if (a4 !== undefined) {
    const [first, second, year] = [Number(a4), Number(b4), Number(y4)];
    // The day comes first wherever dots are used.
    if (s4 === ".") return isoOf(year, second, first);
    return { first, second, year };
  }
  const year = Number(groups.y1 ?? groups.y2 ?? groups.y3);
  const day = Number(groups.d1 ?? groups.d2 ?? groups.d3);
  const name = (groups.m2 ?? groups.m3)?.slice(0, 3).toLowerCase();
  return isoOf(year, name ? months.indexOf(name) + 1 : Number(groups.m1), day);
}

/** `2026-05-31`; undefined if there is no such day. Years before 1900 stand for a missing date. */
export function isoOf(year: number, month: number, day: number): { iso: string } | undefined {
  const date = new Date(Date.UTC(year, month - 1, day));
  const isDay = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return isDay && year >= 1900 ? { iso: date.toISOString().slice(0, 10) } : undefined;
}
