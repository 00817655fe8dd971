const dayMs = 86_400_000;
const unixEpoch1900 = 25_569;
const days1904 = 1_462;
// 31 December 9999, Excel's last date.
const lastDay = 2_958_465;

export interface DateSystem {
  /** Days count from 1904, as in old Mac versions of Excel. */
  is1904: boolean;
}

/** A day number as an ISO date, with its time of day if it has one; undefined if the number is not a date. */
export function isoDate(serial: number, { is1904 }: DateSystem): string | undefined {
  const counted = is1904 ? serial + days1904 : serial;
  if (!(counted >= 1 && counted < lastDay + 1)) return undefined;
  // Excel counts 29 February 1900, which did not exist. Day 60 has no date, and earlier days are off by one.
  if (Math.floor(counted) === 60) return undefined;
  const days = counted < 60 ? counted + 1 : counted;
  const iso = new Date(Math.round((days - unixEpoch1900) * dayMs)).toISOString();
  const [date = "", time = ""] = iso.slice(0, -1).split("T");
  return time === "00:00:00.000" ? date : `${date}T${time.replace(".000", "")}`;
}

/** A number of days as hours, minutes and seconds. */
export function clockTime(days: number): string {
  // Rounded to a millisecond: 13:45 is stored as 0.572916666666667, which is not exact.
  const ms = Math.round(Math.abs(days) * dayMs);
  const two = (value: number) => String(Math.floor(value)).padStart(2, "0");
  const fraction = ms % 1000 === 0 ? "" : `.${String(ms % 1000).padStart(3, "0")}`;
  const time = `${two(ms / 3_600_000)}:${two((ms / 60_000) % 60)}:${two((ms / 1000) % 60)}${fraction}`;
  return days < 0 ? `-${time}` : time;
}
