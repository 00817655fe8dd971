// The answers as a Markdown table with one column per server: calls / requests to Codat / tokens.

export function economyTable(columns) {
  const questions = columns[0].answers.map(({ ask }) => ask);
  const rows = [
    ["", ...columns.map(({ name, version }) => `${name}${name.startsWith("with") ? "" : ` ${version}`}`)],
    ["---", ...columns.map(() => "--:")],
    ...questions.map((ask, at) => [ask, ...columns.map(({ answers }) => cell(answers[at]))]),
    ["all tokens", ...columns.map(({ answers }) => number(sum(answers, "tokens")))],
    [
      "right (and sure)",
      ...columns.map(({ answers }) => `${count(answers, "right")} (${count(answers, "sure")})`),
    ],
    ["tool list, tokens", ...columns.map(({ listTokens }) => number(listTokens))],
  ];
  return rows.map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

function cell({ right, calls, requests, tokens }) {
  return `${calls} / ${requests} / ${number(tokens)}${right ? "" : ", wrong"}`;
}

function sum(answers, field) {
  return answers.reduce((total, answer) => total + answer[field], 0);
}

function count(answers, field) {
  return answers.filter((answer) => answer[field]).length;
}

function number(value) {
  return value.toLocaleString("en-GB");
}
