/** The text between `<!-- name -->` and `<!-- /name -->`, without the blank lines around it. */
export function markedPart(text: string, name: string): string {
  const [, part] = text.match(partOf(name)) ?? [];
  if (part === undefined) throw new Error(`There is no part marked ${name}.`);
  return part.trim();
}

/** The text with another part between those marks. */
export function withMarkedPart(text: string, name: string, part: string): string {
  markedPart(text, name);
  return text.replace(partOf(name), () => `<!-- ${name} -->\n\n${part}\n\n<!-- /${name} -->`);
}

function partOf(name: string): RegExp {
  return new RegExp(`<!-- ${name} -->([\\s\\S]*?)<!-- /${name} -->`);
}

/** The rows of the first table in a text as lists of cells, without its head. */
export function tableRows(text: string): string[][] {
  const rows = text.split("\n").filter((line) => line.startsWith("|"));
  return rows.slice(2).map((row) =>
    row
      .slice(1, -1)
      .split("|")
      .map((cell) => cell.trim()),
  );
}
