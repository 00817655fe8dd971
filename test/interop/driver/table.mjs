const columns = {
  client: "client",
  version: "version",
  protocol: "protocol",
  listed: "tools listed",
  called: "tools called",
  json: "JSON result",
  image: "image",
  scan: "page as image",
  pdf: "PDF as text",
  long: "long text",
  error: "error",
  link: "link",
};

const checkColumns = { client: "host", version: "version", check: "its own check", says: "reports" };

/** What the models see over stdio and over HTTP, and the results of the hosts' own checks, as Markdown. */
export function tablesOf(rows, httpRows = []) {
  const checks = rows.flatMap(({ health, ...row }) =>
    health ? [{ ...row, check: `\`${health.command}\``, says: health.says }] : [],
  );
  const tables = [
    markdown(columns, rows),
    ...(httpRows.length > 0 ? ["Over HTTP, with a token:", markdown(columns, httpRows)] : []),
    ...(checks.length > 0 ? [markdown(checkColumns, checks)] : []),
  ];
  return tables.join("\n\n");
}

function markdown(heads, rows) {
  const keys = Object.keys(heads);
  const line = (cells) => `| ${cells.join(" | ")} |`;
  const body = rows.map((row) => {
    if (row.absent) return line([row.client, row.absent, ...keys.slice(2).map(() => "–")]);
    return line(keys.map((key) => row[key] ?? "**no**"));
  });
  return [line(Object.values(heads)), `|${"---|".repeat(keys.length)}`, ...body].join("\n");
}
