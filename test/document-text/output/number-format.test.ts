import { expect, test } from "vitest";
import { numberFormat, textFormat } from "../../../src/document-text/output/number-format.ts";
import { clockTime, isoDate } from "../../../src/document-text/output/office-date.ts";

const since1900 = { is1904: false };
const show = (value: number, code: string) => numberFormat(code, since1900)(value);

test.each([
  [1234.5, "", "1234.5"],
  [1234.5, "General", "1234.5"],
  [24829.450000000004, "", "24829.45"],
  [6640.2, '"£"#,##0.00', "£6,640.20"],
  [-6640.2, '"£"#,##0.00', "-£6,640.20"],
  [6640.2, "[$£-809]#,##0.00;[Red]-[$£-809]#,##0.00", "£6,640.20"],
  [-6640.2, "#,##0.00;(#,##0.00)", "(6,640.20)"],
  [-6640.2, '_-"£"* #,##0.00_-;-"£"* #,##0.00_-;_-"£"* "-"??_-;_-@_-', "-£6,640.20"],
  [0, '_-"£"* #,##0.00_-;-"£"* #,##0.00_-;_-"£"* "-"??_-;_-@_-', "£-"],
  [0, '#,##0;(#,##0);"—"', "—"],
  [0.045, "0.0%", "4.5%"],
  [1234567, "#,##0", "1,234,567"],
  [7, "000", "007"],
  [12345, "00-00-00", "01-23-45"],
  [2.5, "0.0##", "2.5"],
  [12.5, "#.##", "12.5"],
  [0.5, ".00", ".50"],
  [12.5, ".00", "12.50"],
  [-500.25, "#,##0.00;[Red]#,##0.00", "500.25 (-500.25)"],
  [-1234, "#,##0;#,##0", "1,234 (-1234)"],
  [-0.05, "0.0%;[Red]0.0%", "5.0% (-0.05)"],
  [90, '0" days"', "90 days"],
  [150, "[>100]0.0;0.00", "150.0"],
  [50, "[>100]0.0;0.00", "50.00"],
  [-5, "[>100]0.0;0.00", "-5.00"],
  [-5, "[<0](0.0);0.00", "(5.0)"],
  [2, "[=1]0;[=2]0.0", "2.0"],
  [3, "[=1]0;[=2]0.0", "3"],
  [1234.5, '"€"General', "€1234.5"],
  [-1234.5, '"€"General_)', "-€1234.5"],
  [-12, "General;[Red]General", "12 (-12)"],
  [-12, '0" (est.)";0" (est.)"', "12 (est.) (-12)"],
  [-12, '"A-"0;"A-"0', "A-12 (-12)"],
  [-12, "0;0-", "12-"],
  [-12, "0;\u22120", "\u221212"],
  [-12, "0;[Red]@", "-12"],
  [1e21, "0", "1000000000000000000000"],
])("%d with format %s is displayed as %s", (value, code, expected) => {
  expect(show(value, code)).toBe(expected);
});

test.each([
  [0.0456, "0%", "5% (0.0456)"],
  [12.346, '"£"0.00', "£12.35 (12.346)"],
  [1.005, "0.00", "1.01 (1.005)"],
  [1234567, "#,##0,", "1,235 (1234567)"],
  [2500000, '0.0,,"m"', "2.5m (2500000)"],
  [1, '"yes";"no";"none"', "yes (1)"],
  [0.004, "0.00", "0.00 (0.004)"],
])("%d with format %s is displayed less exactly than stored: %s", (value, code, expected) => {
  expect(show(value, code)).toBe(expected);
});

test.each([
  [6640.2, ";;;", "6640.2 (hidden by its format)"],
  [0, "0;-0;;@", "0"],
  [-5, "0;;", "-5 (hidden by its format)"],
  [0.045, "#", "0.045 (hidden by its format)"],
])(
  "%d with format %s, which displays nothing, is not put in parentheses, as a negative number is, and is marked unless it is zero: %s",
  (value, code, expected) => {
    expect(show(value, code)).toBe(expected);
  },
);

test.each([
  ['"Ref: "@', "Ref: Acme"],
  ['0;-0;0;@\\ "(void)"', "Acme (void)"],
  ['[$-409]"["@"]"', "[Acme]"],
  [";;;", "Acme (hidden by its format)"],
])("text with format %s is displayed as %s", (code, expected) => {
  expect(textFormat(code)?.("Acme")).toBe(expected);
});

test.each(["@", "0.00", "yyyy-mm-dd"])("text with format %s is displayed as it is", (code) => {
  expect(textFormat(code)).toBeUndefined();
});

test("a number with a format for text is displayed with the text around it", () => {
  expect(show(-5, '"Ref: "@')).toBe("Ref: -5");
});

test.each([
  [0.5, "# ?/?", "0.5"],
  [1500, "0.00E+00", "1500"],
])("%d with the unsupported format %s is displayed as stored: %s", (value, code, expected) => {
  expect(show(value, code)).toBe(expected);
});

test.each([
  [46171, "dd/mm/yyyy", "2026-05-29"],
  [46171, "[$-F800]dddd, mmmm dd, yyyy", "2026-05-29"],
  [46171, "mmm-yy", "2026-05-29"],
  [46171.5729166667, "dd/mm/yyyy hh:mm", "2026-05-29T13:45:00"],
  [46171.25, "dd/mm/yyyy", "2026-05-29T06:00:00"],
  [0.572916666666667, "h:mm AM/PM", "13:45:00"],
  [1.5625, "[h]:mm", "37:30:00"],
  [1, "d/m/yyyy", "1900-01-01"],
  [46171, '[=0]"none";dd/mm/yyyy', "2026-05-29"],
  [46171, "dd/mm/yyyy;@", "2026-05-29"],
  [61, "d/m/yyyy", "1900-03-01"],
])("the day number %d with format %s is %s", (value, code, expected) => {
  expect(show(value, code)).toBe(expected);
});

test.each([
  [60, "d/m/yyyy", "60"],
  [0, "d/m/yyyy", "0"],
  [-1, "d/m/yyyy", "-1"],
  [99999999, "d/m/yyyy", "99999999"],
])("%d with format %s is not a date and stays the number %s", (value, code, expected) => {
  expect(show(value, code)).toBe(expected);
});

test("a color or a literal that contains date letters does not make a date", () => {
  expect(show(5, '[Red]0" days"')).toBe("5 days");
  expect(show(5, "0\\d")).toBe("5d");
});

test("days counted from 1904 are 1462 days later", () => {
  expect(isoDate(44709, { is1904: true })).toBe("2026-05-29");
  expect(isoDate(0, { is1904: true })).toBe("1904-01-01");
});

test("a time of day is rounded to the millisecond", () => {
  expect(clockTime(0.572916666666667)).toBe("13:45:00");
  expect(clockTime(0.999999999)).toBe("24:00:00");
});

test.each([
  [5, '"-"0', "-5 (5)"],
  [5, "\\(0\\)", "(5) (5)"],
  [5, '[Red]"−£"0;0', "−£5 (5)"],
  [5551234567, "(000) 000-0000", "(555) 123-4567"],
  [123456789, "000-00-0000", "123-45-6789"],
])("the positive number %d with format %s does not pass for negative: %s", (value, code, expected) => {
  expect(show(value, code)).toBe(expected);
});
