import { expect, test } from "vitest";
import { losesDigits } from "../../../src/document-text/formats/pdf/lost-digits.ts";

test.each([
  [["Total 1,234"], ["Total | 1,234"], false],
  [["1,2", "34"], ["34 1,2"], false],
  [["Sales 1,234", "2"], ["Sales 1,234²"], false],
  [["Total 1,234"], ["Total | 1,23"], true],
  [["11"], ["1"], true],
  [["٣٤"], ["٣"], true],
  [["Total"], [], false],
])("whether %j loses a digit as %j: %j", (drawn, lines, isLost) => {
  expect(losesDigits(drawn, lines)).toBe(isLost);
});
