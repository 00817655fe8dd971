import { isDeepStrictEqual } from "node:util";
import { check } from "./check.mjs";
import { asked, heading, print } from "./print.mjs";
import { textOf } from "./server.mjs";

const pageCount = 14;

export async function showText(server, ofCustomer, attachments) {
  const { id, name } = attachments.find(({ contentType }) => contentType === "application/pdf");
  const args = { ...ofCustomer, attachmentId: id, format: "text" };
  const { content } = await server.call("download_customer_attachment", args);
  const [head, fenced] = content.map(({ text }) => text);
  check(head.includes("text: whole"), "The text of a one-page PDF is not complete.");
  check(fenced.includes("[page 1 of 1]"), "The text has no page number.");
  const boundary = /--- begin (\w+) ---/.exec(fenced)?.[1];
  check(
    boundary && fenced.endsWith(`--- end ${boundary} ---`),
    "The borrower's text is not between markers.",
  );
  heading(`Read the same file as text: ${name}`);
  asked("download_customer_attachment", args);
  print();
  print(fenced);
  print("\nThe markers have a random code, so that a file cannot imitate them.");
}

export async function showParts(server, ofCustomer, attachments) {
  const { id, name } = attachments.find((file) => file.name.startsWith("aged-debt-report"));
  const args = { ...ofCustomer, attachmentId: id, format: "text" };
  heading(`Read a long file in parts: ${name}`);
  asked("download_customer_attachment", { ...args, part: 1 });
  print();
  let count = 1;
  const pages = [];
  for (let part = 1; part <= count; part += 1) {
    const answer = await server.call("download_customer_attachment", { ...args, part });
    count = Number(/^text: part \d+ of (\d+)/m.exec(textOf(answer))?.[1]);
    check(count > 1, "The long file has only one part.");
    const { text } = answer.content[1];
    pages.push(...[...text.matchAll(/^\[page (\d+) of \d+\]$/gm)].map(([, page]) => Number(page)));
    print(`  part ${part} of ${count}: ${text.length} characters, up to page ${pages.at(-1)}`);
  }
  const inOrder = Array.from({ length: pageCount }, (_, index) => index + 1);
  check(isDeepStrictEqual(pages, inOrder), "A page is missing.");
  print(`All ${pageCount} pages were read once, in order.`);
}
