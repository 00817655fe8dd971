import { expect, test } from "vitest";
import { encryptedOffice } from "../../support/encrypted-package.ts";
import { docx, paragraph, xlsx } from "../../support/office-files.ts";
import { oldWorkbook } from "../../support/old-office-files.ts";
import { extract, linesOf, refusal } from "../extract.ts";

const cfb = "application/x-cfb";
const cell = '<row r="1"><c r="A1"><v>1250</v></c></row>';

test("a workbook with the password that Excel tries by itself is read", async () => {
  const file = encryptedOffice(xlsx({ sheets: { Debtors: cell } }), "VelvetSweatshop");
  expect(linesOf(await extract(file, cfb))).toEqual(["1: 1250"]);
});

test("so is one that is larger than one encrypted segment", async () => {
  const long = "word ".repeat(20_000);
  const file = encryptedOffice(docx(paragraph(long)), "VelvetSweatshop");
  expect(linesOf(await extract(file, cfb))[0]?.trim()).toBe(long.trim());
});

test("with any other password, the file is refused in a sentence", async () => {
  const file = encryptedOffice(oldWorkbook("xlsb", { A: [["x"]] }), "another");
  expect(await refusal(extract(file, cfb))).toContain("password-protected");
});
