// The results as a Markdown table with one column per server.

export function table(columns) {
  const [first] = columns;
  const rows = [
    ["", ...columns.map(({ name, version }) => `${name} ${version}`)],
    ["---", ...columns.map(() => "--:")],
    row("cold start to the tool list, ms", columns, ({ ms }) => median(ms)),
    row("resident memory after the list, MiB", columns, ({ listedMiB }) => median(listedMiB)),
    row("resident memory 1 s later, MiB", columns, ({ settledMiB }) => median(settledMiB)),
    row("tool list, tokens", columns, ({ listTokens }) => number(listTokens)),
    ...first.answers.map(({ ask }, place) =>
      row(`${ask}, tokens`, columns, ({ answers }) => tokens(answers[place])),
    ),
    ...first.files.map(({ name }, place) =>
      row(`${name} returned byte for byte`, columns, ({ files }) => (files[place].survives ? "yes" : "no")),
    ),
    ...first.ids.map(({ id }, place) => row(`id \`${id}\``, columns, ({ ids }) => ids[place].outcome)),
  ];
  return rows.map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

function row(name, columns, cell) {
  return [name, ...columns.map(cell)];
}

function median({ median, min, max }) {
  return `${median.toFixed(0)} (${min.toFixed(0)}–${max.toFixed(0)})`;
}

function tokens({ tokens, tells }) {
  return tells ? number(tokens) : `${number(tokens)}, unreadable`;
}

function number(value) {
  return value.toLocaleString("en-GB");
}
