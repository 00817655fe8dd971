// ECMA-376 part 1, 18.8.30. Formats that depend on the locale get no currency symbol: none is guessed.
const money = "#,##0;-#,##0";
const cents = "#,##0.00;-#,##0.00";
const date = "yyyy-mm-dd";
/** Number format codes that a file refers to without giving them. */
export const builtInFormats: Record<number, string> = {
  1: "0",
  2: "0.00",
  3: "#,##0",
  4: "#,##0.00",
  5: money,
  6: money,
  7: cents,
  8: cents,
  9: "0%",
  10: "0.00%",
  14: date,
  15: date,
  16: date,
  17: date,
  18: "h:mm",
  19: "h:mm:ss",
  20: "h:mm",
  21: "h:mm:ss",
  22: "yyyy-mm-dd h:mm",
  37: "#,##0;(#,##0)",
  38: "#,##0;(#,##0)",
  39: "#,##0.00;(#,##0.00)",
  40: "#,##0.00;(#,##0.00)",
  41: "#,##0;(#,##0);-??",
  42: "#,##0;(#,##0);-??",
  43: "#,##0.00;(#,##0.00);-??",
  44: "#,##0.00;(#,##0.00);-??",
  45: "mm:ss",
  46: "[h]:mm:ss",
  47: "mm:ss",
  // East Asian formats, all of them dates.
  ...Object.fromEntries([27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58].map((id) => [id, date])),
};
