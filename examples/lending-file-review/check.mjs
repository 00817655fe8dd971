/** Checks that every quotation in the note occurs in the tool results of its source. Returns their number; throws if one is made up. */
export function checkCitations(note, messages) {
  const asked = new Map(
    messages.flatMap(({ tool_calls = [] }) => tool_calls.map(({ id, args }) => [id, args])),
  );
  const answers = messages.filter(({ type }) => type === "tool");
  const textsOf = (attachmentId) =>
    answers
      .filter(({ tool_call_id }) => asked.get(tool_call_id).attachmentId === attachmentId)
      .flatMap(({ content }) => (Array.isArray(content) ? content.map(({ text = "" }) => text) : [content]));

  const listed = note.matchAll(/^\[(\d+)\] “.*?”(?:, (.+?))?, attachment (.+), sha256 (\w+)$/gm);
  const sources = new Map(
    [...listed].map(([, number, place, id, sha256]) => [number, { place, id, sha256 }]),
  );
  const quotes = [...note.matchAll(/^ {2}- “(.*)” \[(\d+)\]$/gm)];
  for (const [, quote, number] of quotes) {
    const source = sources.get(number);
    if (!source) throw new Error(`The note has no source ${number}.`);
    const texts = textsOf(source.id);
    const there = texts.some(
      (text) => text.includes(quote) && (!source.place || text.includes(`[${source.place}]`)),
    );
    if (!there) throw new Error(`Source ${number} does not contain the quotation: ${quote}`);
    if (!texts.some((text) => text.includes(source.sha256)))
      throw new Error(`Source ${number} has another sha256.`);
  }
  if (quotes.length === 0) throw new Error("The note quotes nothing.");
  return quotes.length;
}
