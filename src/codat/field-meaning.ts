const words = {
  id: ["id"],
  company: ["company", "companyRef"],
  companyId: ["companyId"],
  customer: ["customer", "customers"],
  customerId: ["customerId"],
  attachment: ["attachment", "attachments"],
  attachmentId: ["attachmentId"],
  links: ["link", "links"],
  /** Holds records, or one. */
  records: [
    ...["results", "data", "items", "records", "rows"],
    ...["result", "datum", "item", "record", "row", "connection", "connections"],
  ],
  /** Not Codat's own data: the ids in it are those of other programs. */
  others: ["supplementalData", "tags", "connectionInfo"],
};

/** What a field holds, for the few names that matter to the match of a response. */
export type Meaning = keyof typeof words;

const meanings = new Map(
  Object.entries(words).flatMap(([meaning, names]) =>
    names.map((name) => [name.toLowerCase(), meaning as Meaning] as const),
  ),
);

const longestName = 20;

// The rows of a page have the same names, so that a loop over all of them is as fast as reading a few fields of each.
const known = new Map<string, Meaning | null>();
const mostKnown = 1_000;

/** What the name of a field means, in any case, with or without signs between its letters: gateways rename fields. */
export function meaningOf(name: string): Meaning | null {
  const meaning = known.get(name);
  return meaning === undefined ? learn(name) : meaning;
}

function learn(name: string): Meaning | null {
  const letters = name.length > longestName ? "" : name.toLowerCase().replace(/[^a-z0-9]/g, "");
  const meaning = meanings.get(letters) ?? null;
  if (known.size < mostKnown) known.set(name, meaning);
  return meaning;
}
