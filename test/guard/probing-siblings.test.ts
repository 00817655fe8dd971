import { expect, test } from "vitest";
import { fileNameOf } from "../../src/attachments/saving/file-name.ts";
import { isAbout } from "../../src/codat/answer-match.ts";
import { attachmentsCustomerIdProblem, idProblem } from "../../src/codat/id.ts";
import { createRedactor } from "../../src/codat/redact.ts";
import { attachmentsRoute, customerRoute, customersRoute } from "../../src/codat/routes.ts";
import { escapeMarks } from "../../src/document-text/output/marks.ts";
import { createMask } from "../../src/guard/mask/mask.ts";
import { ids } from "../support/upstream.ts";

const other = "11111111-2222-3333-4444-555555555555";
const mask = createMask(["email", "phone", "address", "tax"]);

test.each([
  "．．／x",
  "‥/x",
  "..∕x",
  "..%00/x",
  ".%00./x",
  "%2e%00%2e",
  "%uff0e%uff0e/x",
  "%ef%bc%8e%ef%bc%8e/x",
  "..%e0%80%af",
  "%c0%2e%c0%2e/x",
  "..%c2%a0/x",
  "..%3f/x",
  "..#/x",
])("the id %j climbs in some server's reading", (id) => {
  expect(idProblem(id)).toMatch(/segment/);
  expect(attachmentsCustomerIdProblem(id)).toMatch(/segment/);
});

test.each(["...", "a/b", "%00", "\\\\evil\\share", "@evil.com", "顧客．一"])("the id %j is legal", (id) => {
  expect(idProblem(id)).toBeUndefined();
});

const about = { customer: customerRoute(ids.companyId, "9"), list: customersRoute(ids.companyId) };

test.each([
  { id: ["9"] },
  { id: { value: "8" } },
  { id: true },
  { id: "9", _links: { self: { href: `companies/${other}/data/customers/9` } } },
  { id: "9", _links: { self: { href: `/companies%2F${other}%2Fdata` } } },
])("an answer with %j is about something else", (answer) => {
  expect(isAbout(about.customer, answer)).toBe(false);
});

test("rows of attachments, and links of rows, are compared as well", () => {
  expect(isAbout(attachmentsRoute(ids), { attachments: [{ companyId: other }] })).toBe(false);
  const row = { id: "1", _links: { self: { href: `/companies/${other}/data/customers/1` } } };
  expect(isAbout(about.list, { results: [row] })).toBe(false);
});

test("another company in the query of a link says nothing of the answer", () => {
  const href = `/customers?from=/companies/${other}/`;
  expect(isAbout(about.customer, { id: 9, _links: { self: { href } } })).toBe(true);
});

test.each(["constructor=1", "toString~a", "hasOwnProperty=a"])(
  "the query %j is no error of this server",
  (query) => {
    expect(() => mask.permit(about.list, { query })).not.toThrow();
  },
);

test("a quoted value does not hide the name after it", () => {
  expect(() => mask.permit(about.list, { query: 'customerName="x" email="y"' })).toThrow(/must not name/);
});

test.each([
  '"jane doe"@example.com',
  "jane@@example.com",
  "jane @ example . com",
  "jane at example dot com",
  "jane&commat;example.com",
])("the address %j is masked", (text) => expect(mask.text(text)).not.toMatch(/example/));

test.each(["tel:%2B442079460018", "+44&nbsp;20&nbsp;7946&nbsp;0018"])("the number %j is masked", (text) => {
  expect(mask.text(text)).not.toMatch(/\d{4}/);
});

test.each(["-1234567890", "jane@example. Then call", "5 @ 3.50"])("%j is left as it is", (text) => {
  expect(mask.text(text)).toBe(text);
});

test.each([
  "[pаge 9 of 9]",
  "［ｐａｇｅ 9]",
  "[p\u0301age 9]",
  "[ѕheet x]",
  "【page 9】",
  "\uFE47page 9]",
  "[ᴘᴀɢᴇ 9]",
  "[ꓑꓮꓖꓰ 9]",
  "[c0mment]",
  "[5heet x]",
  "[s1ide 3]",
  "[sIide 3]",
  "[footnote 1]",
  "[cornment]",
  "[\u0301page 9]",
  "[\u3164page 9]",
])("%j cannot pass for a mark", (text) => {
  expect(escapeMarks(text)).toBe(`\\${text}`);
});

test.each(["[備考]", "【備考】", "[Größe]", "[a page]", "[1/2]", "[3.1]", "[55]", "[!]"])(
  "%j is left as it is",
  (text) => {
    expect(escapeMarks(text)).toBe(text);
  },
);

test.each([
  `${"A".repeat(175)}.exe.${"z".repeat(20)}`,
  "x.psm1",
  "x.appimage",
  "x.fileloc",
  "x.search-ms",
  "x.ｅｘｅ",
  "x.settingcontent-ms",
])("the name %j keeps no executable extension", (name) => expect(fileNameOf(name)).toMatch(/\.txt$/));

test.each(["report.pdf", "statement.csv", "book.xlsx", "a.tar.gz"])("the name %j is kept", (name) => {
  expect(fileNameOf(name)).toBe(name);
});

test("the key is removed in further spellings", () => {
  const key = "a-key/For+tests=only&0123456789";
  const redactor = createRedactor();
  redactor.learn(key);
  const each = (spell: (hex: string, code: number) => string) =>
    Array.from(key, (character) => {
      const code = character.charCodeAt(0);
      return spell(code.toString(16), code);
    }).join("");
  const forms = [
    each((hex) => `%2525${hex}`),
    each((hex) => `%u00${hex}`),
    each((hex) => `\\u{${hex}}`),
    each((hex) => `=${hex}`),
    each((_, code) => `&amp;#${code};`),
    Array.from(key).join("&#0;"),
    key.replaceAll("+", "&plus;").replaceAll("/", "&sol;").replaceAll("=", "&equals;"),
    Buffer.from(key, "utf16le").toString("base64url"),
    Buffer.from(key, "utf16le").toString("hex"),
    Buffer.from(`:${key}`).toString("base64url"),
  ];
  for (const form of forms) expect(redactor.redact(form), form).toBe("[key removed]");
});
