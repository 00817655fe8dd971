export function print(text = "") {
  process.stdout.write(`${visible(text).trimEnd()}\n`);
}

export function heading(text) {
  print(`\n${text}\n${"-".repeat(text.length)}`);
}

/** Prints a tool call. */
export function asked(name, args) {
  const parts = Object.entries(args).map(([key, value]) => `${key}: ${JSON.stringify(value)}`);
  print(`Call: ${name}(${parts.join(", ")})`);
}

/** Prints text from the server. */
export function answered(text) {
  print(text.includes("\n") ? `Result:\n${text.replace(/^/gm, "  ")}` : `Result: ${text}`);
  print();
}

/** Prints rows as a table. */
export function table(rows) {
  const lines = [Object.keys(rows[0]), ...rows.map((row) => Object.values(row))];
  const cells = lines.map((line) => line.map((value) => visible(String(value ?? "–"))));
  const widths = cells[0].map((_, column) => Math.max(...cells.map((line) => line[column].length)));
  for (const line of cells) print(line.map((cell, column) => cell.padEnd(widths[column] + 2)).join(""));
}

/** Prints a record with one line per field, and one line per item of a list. */
export function fieldsOf(record) {
  for (const [key, value] of Object.entries(record)) {
    for (const item of [value].flat()) print(`${`${key}:`.padEnd(20)}${spelled(item)}`);
  }
}

function spelled(value) {
  if (!(value instanceof Object)) return String(value);
  const parts = Object.entries(value).filter(([, part]) => part !== "");
  return parts.map(([key, part]) => (part instanceof Object ? spelled(part) : `${key} ${part}`)).join(", ");
}

/** Escapes control and invisible characters: names are untrusted, and a terminal interprets some characters. */
export function visible(text) {
  return text.replace(
    /[^\P{C}\n]/gu,
    (hidden) => `\\u${hidden.codePointAt(0).toString(16).padStart(4, "0")}`,
  );
}
