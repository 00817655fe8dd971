/** Every file of a customer: its lines with their place, or the reason why it has none. */
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

// The borrower's text is between two markers; the rest is from the server.
function linesIn(text, place) {
  const body = /^--- begin (\w+) ---\n```\w*\n([\s\S]*)\n```\n--- end \1 ---$/m.exec(text)[2];
  return body.split("\n").flatMap((line) => {
    const mark = /^\[(.+)\]$/.exec(line)?.[1];
    if (mark) place = mark;
    return mark || line.trim() === "" ? [] : [{ text: line.trim(), place }];
  });
}

// The server's message without the framework's wrapper.
function reason({ texts }) {
  const message =
    /returned an error: ([\s\S]*?)\s*(Please fix your mistakes\.)?$/.exec(texts[0])?.[1] ?? texts[0];
  return message.split("\n")[0];
}
