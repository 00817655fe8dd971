/** Every file kept with a customer: its lines, each with the place where it stands, or why it has none. */
export function* readDocuments(ids) {
  const [list] = yield [{ tool: "list_customer_attachments", args: ids }];
  if (list.failed) return { why: list.texts.join("\n"), files: [] };
  const { attachments } = list.json();
  const files = [];
  for (const record of attachments) {
    const [first] = yield [ask(ids, record.id, 1)];
    files.push({ ...record, ...(first.failed ? { why: reason(first) } : yield* whole(ids, record, first)) });
  }
  return { files };
}

function* whole(ids, { id }, first) {
  const parts = Number(/^text: part 1 of (\d+)/m.exec(first.texts[0])?.[1] ?? 1);
  const [, sha256] = /^sha256: (\w+)$/m.exec(first.texts[0]);
  const lines = linesIn(first.texts[1]);
  for (let part = 2; part <= parts; part += 1) {
    const [answer] = yield [ask(ids, id, part)];
    if (answer.failed) return { lines, parts, sha256, why: `part ${part} of ${parts}: ${reason(answer)}` };
    lines.push(...linesIn(answer.texts[1], lines.at(-1).place));
  }
  return { lines, parts, sha256 };
}

function ask(ids, attachmentId, part) {
  return { tool: "download_customer_attachment", args: { ...ids, attachmentId, format: "text", part } };
}

// The borrower's words stand between two marks; before them and after them speaks the server.
function linesIn(text, place) {
  const words = /^--- begin (\w+) ---\n```\w*\n([\s\S]*)\n```\n--- end \1 ---$/m.exec(text)[2];
  return words.split("\n").flatMap((line) => {
    const mark = /^\[(.+)\]$/.exec(line)?.[1];
    if (mark) place = mark;
    return mark || line.trim() === "" ? [] : [{ text: line.trim(), place }];
  });
}

// What the server said, without what the framework puts round it.
function reason({ texts }) {
  const said =
    /returned an error: ([\s\S]*?)\s*(Please fix your mistakes\.)?$/.exec(texts[0])?.[1] ?? texts[0];
  return said.split("\n")[0];
}
