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

export async function showPages(server, ofCustomer, attachments) {
  const { id, name } = attachments.find((file) => file.name.startsWith("aged-debt-report"));
  const args = { ...ofCustomer, attachmentId: id, format: "text" };
  heading(`Read a long file page by page: ${name}`);
  asked("download_customer_attachment", { ...args, page: 1 });
  print();
  const pages = [];
  for (let page = 1; page; ) {
    const answer = await server.call("download_customer_attachment", { ...args, page });
    const { text } = answer.content[1];
    pages.push(...[...text.matchAll(/^\[page (\d+) of \d+\]$/gm)].map(([, number]) => Number(number)));
    print(`  from page ${page}: ${text.length} characters, up to page ${pages.at(-1)}`);
    page = Number(/the next `page` is (\d+)/.exec(textOf(answer))?.[1] ?? 0);
  }
  const inOrder = Array.from({ length: pageCount }, (_, index) => index + 1);
  check(isDeepStrictEqual(pages, inOrder), "A page is missing.");
  print(`All ${pageCount} pages were read once, in order. The server names the page to go on with.`);
}

export async function showClause(server, ofCustomer, attachments) {
  const { id, name } = attachments.find(({ contentType }) => contentType === "application/pdf");
  const args = { ...ofCustomer, attachmentId: id, find: "credit limit" };
  heading(`Find a clause: ${name}`);
  asked("download_customer_attachment", args);
  const { content } = await server.call("download_customer_attachment", args);
  const [head, found] = content.map(({ text }) => text);
  check(/^find: 1 match/m.test(head), "The clause was not found once.");
  check(found.includes("The credit limit is"), "The clause is not among the lines that were found.");
  print();
  print(found);
  print("\nOnly the clause and the lines around it are returned, with the number of its page.");
}
