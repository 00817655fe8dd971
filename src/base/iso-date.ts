const pattern = /^(\d{4}-\d\d-\d\d)(?:(T\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?)(Z|[+-]\d\d:?\d\d)?)?$/i;

/** The instant of an ISO date or date-time, in ms. Without a zone it is in UTC. Undefined for anything else, and for February 30. */
export function isoInstant(text: string): number | undefined {
  const [, day, time = "T00:00", zone = "Z"] = pattern.exec(text.trim()) ?? [];
  if (day === undefined || !isDay(day)) return undefined;
  const ms = Date.parse(`${day}${time}${zone.replace(/^([+-]\d\d)(\d\d)$/, "$1:$2")}`.toUpperCase());
  return Number.isNaN(ms) ? undefined : ms;
}

/** Whether a text is a day of the calendar: `2026-02-28`. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  const ms = Date.parse(text);
  // Date.parse accepts February 30 as a day in March.
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(text);
}
