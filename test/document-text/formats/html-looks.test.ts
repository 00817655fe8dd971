import { expect, test } from "vitest";
import { readHtml } from "../../../src/document-text/formats/html.ts";
import { readInto } from "../../support/array-sink.ts";

const read = (html: string) => readInto(readHtml, `<meta charset="utf-8">${html}`);

test.each([
  "position: absolute; left: -9999px",
  "text-indent: -999em",
  "clip: rect(0 0 0 0); position: absolute",
  "clip-path: inset(50%)",
  "height: 0; overflow: hidden",
  "content-visibility: hidden",
])("text that %s puts out of sight is omitted", async (style) => {
  const { lines, notes } = await read(`<p style="${style}">hidden</p><p>shown</p>`);
  expect(lines).toEqual(["shown"]);
  expect(notes).toContain("Text hidden by the page is omitted.");
});

test.each(["left: -20px", "margin-left: -999px", "height: 0", "overflow: hidden"])(
  "text with %s stays in sight",
  async (style) => {
    expect((await read(`<p style="${style}">shown</p>`)).lines).toEqual(["shown"]);
  },
);

test("line breaks and spaces stay where a style keeps them, and not where one inside does not", async () => {
  const page = `<style>.text { white-space: pre-wrap }</style><div class="text">Rent   1,200.00
Fuel     90.00<p style="white-space: normal">one
line</p></div>`;
  expect((await read(page)).lines).toEqual(["Rent   1,200.00", "Fuel     90.00", "one line"]);
});

test("a label and an amount that a flexible box puts side by side stay on one line, and those of a column do not", async () => {
  const page =
    "<style>.flex { display: flex } .column { flex-direction: column }</style>" +
    "<div class='flex'><div>Total</div><div>5,000.00</div></div><div class='column flex'><div>one</div><div>two</div></div>";
  expect((await read(page)).lines).toEqual(["Total 5,000.00", "one", "two"]);
});

test("a negative number that a spreadsheet shows only in red has its stored value after it", async () => {
  const page =
    '<table><tr><td x:num="-5">5</td><td x:num="-6">(6)</td><td x:num="46000">9/12/2025</td><td sdval="-7">7</td></tr></table>';
  expect((await read(page)).lines).toEqual(["5 (-5) | (6) | 9/12/2025 | 7 (-7)"]);
});

test("numbers with a color from their number format are reported", async () => {
  const { notes } = await read(
    '<table><tr><td><font color="red" style="mso-ignore:color">5</font></td></tr></table>',
  );
  expect(notes).toContain(
    "Some numbers have a color from their number format, which can stand for a minus sign. It is missing here.",
  );
});

test("fractions and powers are not read as one number, and pronunciation guides are no text", async () => {
  const page =
    "<p><math><mfrac><mn>1</mn><mn>2</mn></mfrac><mo>+</mo><msup><mi>x</mi><mn>2</mn></msup></math> <ruby>漢<rt>kan</rt></ruby>";
  expect((await read(page)).lines).toEqual(["1/2+x^2 漢"]);
});

test("omitted numbers of a list are reported", async () => {
  expect((await read("<ol start='3'><li>Payment</ol>")).notes).toContain(
    "Automatic paragraph numbers and bullets are omitted.",
  );
  expect((await read("<ul><li>Payment</ul>")).notes).not.toContain(
    "Automatic paragraph numbers and bullets are omitted.",
  );
});
