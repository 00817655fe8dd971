import { isDeepStrictEqual } from "node:util";
import { check } from "./check.mjs";
import { asked, heading, print } from "./print.mjs";
import { wordsOf } from "./server.mjs";

const pageCount = 14;

export async function showText(server, ofCustomer, attachments) {
  const { id, name } = attachments.find(({ contentType }) => contentType === "application/pdf");
  const args = { ...ofCustomer, attachmentId: id, format: "text" };
  const { content } = await server.call("download_customer_attachment", args);
  const [head, fenced] = content.map(({ text }) => text);
  check(head.includes("text: whole"), "A one-page PDF did not come whole.");
  check(fenced.includes("[page 1 of 1]"), "The text does not say which page it is from.");
  const boundary = /--- begin (\w+) ---/.exec(fenced)?.[1];
  check(
    boundary && fenced.endsWith(`--- end ${boundary} ---`),
    "The borrower's words are not marked as theirs.",
  );
  heading(`The same file as text: ${name}, marked as the borrower's words`);
  asked("download_customer_attachment", args);
  print();
  print(fenced);
}

export async function showParts(server, ofCustomer, attachments) {
  const { id, name } = attachments.find((file) => file.name.startsWith("aged-debt-report"));
  const args = { ...ofCustomer, attachmentId: id, format: "text" };
  heading(`A long file comes in parts: ${name}`);
  asked("download_customer_attachment", { ...args, part: 1 });
  print();
  let count = 1;
  const pages = [];
  for (let part = 1; part <= count; part += 1) {
    const answer = await server.call("download_customer_attachment", { ...args, part });
    count = Number(/^text: part \d+ of (\d+)/m.exec(wordsOf(answer))?.[1]);
    check(count > 1, "The long file did not come in parts.");
    const { text } = answer.content[1];
    pages.push(...[...text.matchAll(/^\[page (\d+) of \d+\]$/gm)].map(([, page]) => Number(page)));
    print(`  part ${part} of ${count}: ${text.length} characters, to page ${pages.at(-1)}`);
  }
  const inOrder = Array.from({ length: pageCount }, (_, index) => index + 1);
  check(isDeepStrictEqual(pages, inOrder), "A page is missing.");
  print(`All ${pageCount} pages came once, in order.`);
}
