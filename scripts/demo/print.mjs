export function print(text = "") {
  process.stdout.write(`${visible(text).trimEnd()}\n`);
}

export function heading(text) {
  print(`\n${text}\n${"-".repeat(text.length)}`);
}

/** A call, as a person would write it down. */
export function asked(name, args) {
  const parts = Object.entries(args).map(([key, value]) => `${key}: ${JSON.stringify(value)}`);
  print(`Asked: ${name}(${parts.join(", ")})`);
}

/** What the server said in words. */
export function answered(words) {
  print(words.includes("\n") ? `Answered:\n${words.replace(/^/gm, "  ")}` : `Answered: ${words}`);
  print();
}

/** Rows under the names of their fields. */
export function table(rows) {
  const lines = [Object.keys(rows[0]), ...rows.map((row) => Object.values(row))];
  const cells = lines.map((line) => line.map((value) => visible(String(value ?? "–"))));
  const widths = cells[0].map((_, column) => Math.max(...cells.map((line) => line[column].length)));
  for (const line of cells) print(line.map((cell, column) => cell.padEnd(widths[column] + 2)).join(""));
}

/** A record, a line a field; a list takes a line an item. */
export function fieldsOf(record) {
  for (const [key, value] of Object.entries(record)) {
    for (const item of [value].flat()) print(`${`${key}:`.padEnd(20)}${inWords(item)}`);
  }
}

function inWords(value) {
  if (!(value instanceof Object)) return String(value);
  const parts = Object.entries(value).filter(([, part]) => part !== "");
  return parts.map(([key, part]) => (part instanceof Object ? inWords(part) : `${key} ${part}`)).join(", ");
}

/** A terminal would obey some characters, and names come from outside. */
export function visible(text) {
  return text.replace(
    /[^\P{C}\n]/gu,
    (hidden) => `\\u${hidden.codePointAt(0).toString(16).padStart(4, "0")}`,
  );
}
