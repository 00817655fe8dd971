import { expect, test } from "vitest";
import { readEml } from "../../../src/document-text/formats/eml.ts";
import { readInto, refusal } from "../../support/array-sink.ts";
import { extract, linesOf, marksOf } from "../extract.ts";

const eml = (...lines: string[]) => Buffer.from(lines.join("\r\n"), "latin1");

test("an HTML message is read like a page: hidden text is omitted", async () => {
  const { lines, notes } = await readInto(
    readEml,
    eml(
      "From: a@x.example",
      "Content-Type: text/html; charset=utf-8",
      "",
      '<div style="display:none">SECRET</div><p>Hello</p>',
    ),
  );
  expect(lines).toEqual(["# headers", "From: a@x.example", "# message", "Hello"]);
  expect(notes).toEqual(["Text hidden by the page is omitted."]);
});

test("if the HTML version has no further words, only the plain text is read, with a note", async () => {
  const { lines, notes } = await readInto(
    readEml,
    eml(
      "From: A <a@x.example>",
      "Reply-To: other@y.example",
      "To: Team: b@x.example, c@x.example;",
      'Content-Type: multipart/alternative; boundary="b"',
      "",
      "--b",
      "Content-Type: text/plain; charset=windows-1252",
      "",
      "Sum: \u0080 5",
      "--b",
      "Content-Type: text/html",
      "",
      "<p>SUM: &euro; 5</p>",
      "--b--",
    ),
  );
  expect(lines).toEqual([
    "# headers",
    "From: A <a@x.example>",
    "Reply-To: other@y.example",
    "To: Team: b@x.example, c@x.example;",
    "# message",
    "Sum: € 5",
  ]);
  expect(notes).toEqual(["The message also has an HTML version. Only its plain text is included."]);
});

test.each([
  ["a word", "See the table.", "<p>See the table.</p><table><tr><td>Due<td>May</table>", "Due | May"],
  ["an amount", "Total: 1,240.50", "<p>Total: 2,240.50</p>", "Total: 2,240.50"],
])(
  "an HTML version with %s that the plain text lacks is read after the plain text",
  async (_, plain, html, last) => {
    const { lines, notes } = await readInto(
      readEml,
      eml(
        'Content-Type: multipart/alternative; boundary="b"',
        "",
        "--b",
        "Content-Type: text/plain",
        "",
        plain,
        "--b",
        "Content-Type: text/html",
        "",
        html,
        "--b--",
      ),
    );
    expect(lines.slice(0, 3)).toEqual(["# message", plain, "# message, HTML version"]);
    expect(lines.at(-1)).toBe(last);
    expect(notes).toEqual([]);
  },
);

test("attachments are listed with type and size, including an attached message", async () => {
  const text = await extract(
    eml(
      "Subject: two",
      'Content-Type: multipart/mixed; boundary="b"',
      "",
      "--b",
      'Content-Type: application/pdf; name="a.pdf"',
      "Content-Transfer-Encoding: base64",
      "Content-Disposition: attachment",
      "",
      "QUJD",
      "--b",
      "Content-Type: message/rfc822",
      "",
      "Subject: INNER",
      "",
      "INNER TEXT",
      "--b--",
    ),
    "message/rfc822",
  );
  expect(marksOf(text)).toEqual(["headers", "files (2)"]);
  expect(linesOf(text)).toEqual([
    "Subject: two",
    "[file 1] a.pdf, text, 3 bytes",
    expect.stringMatching(/^\[file 2\] forwarded message “INNER”, email, \d+ bytes$/),
  ]);
});

test.each([
  ["a DOS code page", "text/plain; charset=cp850", "\u009c5 M\u0081ller", "£5 Müller", []],
  [
    "no charset",
    "text/plain",
    "\u00a35 Caf\u00e9",
    "£5 Café",
    [expect.stringContaining("assumed Windows-1252")],
  ],
  [
    "a wrong charset",
    "text/plain; charset=utf-8",
    "\u00a35 caf\u00e9",
    "£5 café",
    [expect.stringContaining("declares UTF-8")],
  ],
  ["a charset only in the page", "text/html", "<meta charset=windows-1251>\u00cf\u00f0", "Пр", []],
])("a message with %s is decoded", async (_, type, body, line, notes) => {
  const read = await readInto(readEml, eml("From: a@x.example", `Content-Type: ${type}`, "", body));
  expect(read.lines.at(-1)).toBe(line);
  expect(read.notes).toEqual(notes);
});

test("headers in a local encoding are decoded, and the guess is reported", async () => {
  const { lines, notes } = await readInto(
    readEml,
    eml("From: Zo\u00eb <z@x.example>", "Subject: Caf\u00e9 \u00a35", "", "text"),
  );
  expect(lines.slice(1, 3)).toEqual(["From: Zoë <z@x.example>", "Subject: Café £5"]);
  expect(notes.join()).toContain("assumed Windows-1252");
});

const part = (type: string, body: string, encoding = "7bit") => [
  `Content-Type: ${type}`,
  `Content-Transfer-Encoding: ${encoding}`,
  "",
  body,
];

test.each([
  [
    "a boundary that it does not use",
    ['Content-Type: multipart/mixed; boundary="x"', "", "--y", ...part("text/plain", "terms"), "--y--"],
  ],
  ["no boundary", ["Content-Type: multipart/mixed", "", "--y", ...part("text/plain", "terms"), "--y--"]],
  ["no end", ['Content-Type: multipart/mixed; boundary="y"', "", "--y", ...part("text/plain", "terms")]],
  ["no empty line after its headers", ["Subject: s", "terms"]],
  [
    "base64 that ends early",
    ["Content-Type: text/plain", "Content-Transfer-Encoding: base64", "", "dGVybXM"],
  ],
])("a message with %s is read", async (_, lines) => {
  const mail = eml("From: a@x.example", ...lines).toString("latin1");
  expect((await readInto(readEml, mail)).lines).toContain("terms");
  expect((await readInto(readEml, mail.replaceAll("\r\n", "\n"))).lines).toContain("terms");
});

test.each([
  ["winmail.dat", "application/ms-tnef", "Outlook has packed"],
  ["smime.p7m", "application/pkcs7-mime", "S/MIME"],
  ["encrypted.asc", "application/pgp-encrypted", "PGP"],
])("a message inside %s is named, with what to do", async (name, type, advice) => {
  const { notes } = await readInto(
    readEml,
    eml(`Content-Type: ${type}; name="${name}"`, "Content-Disposition: attachment", "", "x"),
  );
  expect(notes.at(-1)).toContain(`The text of the message is inside “${name}”. `);
  expect(notes.at(-1)).toMatch(/Ask|open it/);
  expect(notes.at(-1)).toContain(advice);
});

test("an invitation is read; a style sheet among the parts applies to the page", async () => {
  const { lines } = await readInto(
    readEml,
    eml(
      'Content-Type: multipart/related; boundary="b"',
      "",
      "--b",
      ...part("text/html", "<p class=old>4%</p>"),
      "--b",
      ...part("text/css", ".old{text-decoration:line-through}"),
      "--b",
      ...part("text/calendar; method=REQUEST", "BEGIN:VCALENDAR\r\nSUMMARY:Review"),
      "--b--",
    ),
  );
  expect(lines).toContain("[struck out: 4%]");
  expect(lines).toContain("SUMMARY:Review");
});

test("a header cannot inject another header line", async () => {
  const { lines } = await readInto(
    readEml,
    eml("Subject: =?utf-8?Q?a=0D=0AFrom=3A_boss=40x.example?=", "", "text"),
  );
  expect(lines[1]).toBe("Subject: a From: boss@x.example");
});

test("100,000 headers are rejected with a sentence", async () => {
  const many = Array.from({ length: 100_000 }, (_, at) => `X-${at}: ${"v".repeat(20)}`);
  expect(await refusal(readEml, eml(...many, "", "text"))).toContain("more than 2 MiB of headers");
});

test("parts nested too deep are rejected with a sentence", async () => {
  const parts = Array.from({ length: 1000 }, (_, at) => [
    `Content-Type: multipart/mixed; boundary="b${at}."`,
    "",
    `--b${at}.`,
  ]);
  expect(await refusal(readEml, eml("From: a@x.example", ...parts.flat()))).toContain(
    "more than 256 levels deep",
  );
});

test("an HTML message with 200,000 nested elements is read", async () => {
  const { lines } = await readInto(
    readEml,
    eml("From: a@x.example", "Content-Type: text/html", "", `${"<div>".repeat(200_000)}deep`),
  );
  expect(lines.at(-1)).toBe("deep");
});

test.each([
  ["lines", "x\n".repeat(150_001), "too many lines to read"],
  ["parts", "--b\r\n\r\nx\r\n".repeat(10_001), "more than 10,000 parts"],
])("too many %s are rejected with a sentence", async (_, body, sentence) => {
  const head = "From: a@x.example\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n";
  expect(await refusal(readEml, head + body)).toContain(sentence);
});

test("an HTML version with another sign is read too; soft line breaks may have spaces after them", async () => {
  const head = [
    "From: a@x.example",
    "MIME-Version: 1.0",
    'Content-Type: multipart/alternative; boundary="b"',
    "",
  ];
  const { lines } = await readInto(
    readEml,
    eml(
      ...head,
      "--b",
      "Content-Type: text/plain; charset=utf-8",
      "Content-Transfer-Encoding: quoted-printable",
      "",
      "Total 1,500.=  ",
      "00",
      "--b",
      "Content-Type: text/html",
      "",
      "<p>Total -1,500.00</p>",
      "--b--",
    ),
  );
  expect(lines).toContain("Total 1,500.00");
  expect(lines).toContain("Total -1,500.00");
});
