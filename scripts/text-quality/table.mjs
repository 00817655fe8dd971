/** Prints the counts of each set of files, and of all. */
export function printTable(files) {
  const sets = [...new Set(files.map(({ set }) => set))];
  const rows = [
    [
      "set",
      "files",
      "label and number",
      "of lines",
      "drawn on one line",
      "of lines",
      "words",
      "precision",
      "numbers",
      "prose order",
      "ms per page",
      "ms per file",
    ],
  ];
  for (const set of sets)
    rows.push(
      rowOf(
        set,
        files.filter((file) => file.set === set),
      ),
    );
  if (sets.length > 1) rows.push(rowOf("all", files));
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  for (const row of rows) {
    process.stdout.write(
      `${row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column]))).join("  ")}\n`,
    );
  }
}

/** Prints the files with the most lines lost. */
export function printWorst(files, count) {
  const lost = ({ lines: [kept, all] }) => all - kept;
  for (const file of files.toSorted((a, b) => lost(b) - lost(a)).slice(0, count)) {
    process.stdout.write(`${lost(file)} of ${file.lines[1]} lines  ${file.set}/${file.name}\n`);
  }
}

function rowOf(set, files) {
  const sum = (numberOf) => files.reduce((total, file) => total + numberOf(file), 0);
  const share = (key) => {
    const all = sum((file) => file[key][1]);
    return all === 0 ? "–" : ((100 * sum((file) => file[key][0])) / all).toFixed(1);
  };
  const ms = sum((file) => file.ms);
  return [
    set,
    `${files.length}`,
    share("lines"),
    `${sum((file) => file.lines[1])}`,
    share("level"),
    `${sum((file) => file.level[1])}`,
    share("words"),
    share("precision"),
    share("numbers"),
    share("order"),
    (ms / sum(({ pages }) => pages)).toFixed(1),
    (ms / files.length).toFixed(0),
  ];
}
