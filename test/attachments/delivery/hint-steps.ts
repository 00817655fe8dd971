type Args = Record<string, unknown>;

/** A step that a result's text suggests: other arguments, or the reading of its link. */
export type Step = { args: Args } | { link: true };

/** The steps to which the sentences of a result or an error lead, taken literally. */
export function stepsIn(text: string, given: Args): Step[] {
  const steps: Step[] = [];
  const { member } = given;
  const file = member === undefined ? {} : { member };
  const same = { ...given };
  delete same.page;
  delete same.part;
  // What a file contains is no hint.
  const said = text.replace(/^--- begin \w+ ---$[\s\S]*/m, "");
  const each = (pattern: RegExp, step: (...groups: string[]) => Step | Step[]) => {
    for (const [, ...groups] of said.matchAll(pattern)) steps.push(...[step(...groups)].flat());
  };
  each(/^Also available with `format`: (.+)\.$/gm, (list = "") =>
    list.split(", ").flatMap((named) => {
      const [, format, last] = /^(\w+)(?: \(pages 1-(\d+)\))?/.exec(named) ?? [];
      const pages = last === undefined ? [] : [{ args: { ...file, format, page: Number(last) } }];
      return [{ args: { ...file, format } }, ...pages];
    }),
  );
  each(/use format image with page 1 to (\d+)/g, (page) => ({
    args: { ...file, format: "image", page: Number(page) },
  }));
  each(/[Uu]se format image with page (\d+)\./g, (page) => ({
    args: { ...file, format: "image", page: Number(page) },
  }));
  each(/To look at pages? (\d+).*use format image with page\./g, (page) => ({
    args: { ...file, format: "image", page: Number(page) },
  }));
  each(/Use format text to read/g, () => ({ args: { ...file, format: "text" } }));
  each(/the next `page` is (\d+)/g, (page) => ({ args: { ...same, page: Number(page) } }));
  each(/same find and page (\d+)/g, (page) => ({ args: { ...same, page: Number(page) } }));
  each(/request part (\d+)/g, (part) => ({ args: { ...same, part: Number(part) } }));
  each(/(read the text without find)/g, () => ({ args: { ...file, format: "text" } }));
  each(/(To read small print, use area)/g, () => ({ args: { ...given, area: [0, 0, 0.5, 0.5] } }));
  each(/(Read the linked resource)/g, () => ({ link: true }));
  if (said.includes("set `member` to its number")) {
    for (const [, number, type] of text.matchAll(/^\[file (\d+)\].*, ([\w ]+), [\d,]+ bytes?$/gm)) {
      const isLocked = type === "encrypted" || type === "unreadable";
      if (!isLocked) steps.push({ args: { member: member === undefined ? number : `${member}/${number}` } });
    }
  }
  return steps;
}
