import { bounds } from "../../bounds.ts";
import type { Attributes, XmlEvents } from "../../input/xml.ts";
import { numberFormat } from "../../output/number-format.ts";
import { rowOf } from "../../output/row.ts";
import type { Sink } from "../../types.ts";
import { DrawingText } from "./drawing-text.ts";

type Points = Map<number, string>;

interface Series {
  name: Points;
  categories: Points;
  values: Points;
  /** Of bubbles. */
  sizes: Points;
}

// Of a series: what stands in which of its parts.
const partOf = new Map<string, keyof Series>([
  ["c:tx", "name"],
  ["c:cat", "categories"],
  ["c:xVal", "categories"],
  ["c:val", "values"],
  ["c:yVal", "values"],
  ["c:bubbleSize", "sizes"],
]);
const maxSeries = 255;
const maxPoints = 32_000;

/** A chart: its titles and labels, then its stored values as a table with a column for each series. */
export class ChartText implements XmlEvents {
  readonly #sink: Sink;
  readonly #labels: DrawingText;
  readonly #series: Series[] = [];
  #open: Series | undefined;
  #into: Points | undefined;
  #index = 0;
  #element = "";
  #value = "";
  #code = "";
  #is1904 = false;
  #points = 0;
  #formatter: { code: string; format(value: number): string } | undefined;

  constructor(sink: Sink, note: (sentence: string) => void) {
    this.#sink = sink;
    this.#labels = new DrawingText(sink, note, 0);
  }

  open(name: string, attributes: Attributes): boolean {
    this.#element = name;
    const part = this.#open ? partOf.get(name) : undefined;
    if (name === "c:date1904") this.#is1904 = !/^(0|false|off)$/i.test(attributes.val ?? "1");
    if (name === "c:ser" && this.#series.length < maxSeries) {
      this.#open = { name: new Map(), categories: new Map(), values: new Map(), sizes: new Map() };
      this.#series.push(this.#open);
    }
    if (this.#open && part) {
      this.#into = this.#open[part];
      this.#code = "";
    }
    if (name === "c:pt") {
      this.#index = Number(attributes.idx);
      // A format of one point takes precedence over that of all.
      if (attributes.formatCode !== undefined) this.#code = attributes.formatCode;
    }
    if (name === "c:v" || name === "c:formatCode") this.#value = "";
    return this.#labels.open(name, attributes);
  }

  close(name: string): void {
    if (name === "c:formatCode") this.#code = this.#value.slice(0, 255);
    if (name === "c:v") this.#takeValue();
    if (partOf.has(name)) this.#into = undefined;
    if (name === "c:ser") this.#open = undefined;
    this.#element = "";
    this.#labels.close(name);
  }

  text(text: string): void {
    if (this.#element === "c:v" || this.#element === "c:formatCode") this.#value += text;
    else this.#labels.text(text);
  }

  /** Writes the values: as one table for the series that share their categories. */
  end(): void {
    for (const series of tablesOf(this.#series)) writeTable(series, this.#sink);
  }

  // All points of a series usually have one format.
  #format(number: number): string {
    if (this.#formatter?.code !== this.#code)
      this.#formatter = { code: this.#code, format: numberFormat(this.#code, { is1904: this.#is1904 }) };
    return this.#formatter.format(number);
  }

  #takeValue(): void {
    if (!this.#open) return;
    const into = this.#into ?? this.#open.name;
    const index = this.#into && Number.isInteger(this.#index) ? this.#index : 0;
    // Categories with several levels have several values for one point; the first is the innermost.
    if (into.size >= maxPoints || into.has(index) || ++this.#points > bounds.cells) return;
    const number = Number(this.#value);
    const isNumber = this.#code !== "" && this.#value !== "" && Number.isFinite(number);
    into.set(index, isNumber ? this.#format(number) : this.#value);
  }
}

/** Groups series that follow each other and have the same categories. Each series of a scatter chart has its own. */
function tablesOf(all: readonly Series[]): Series[][] {
  const tables: Series[][] = [];
  let last = "";
  for (const series of all) {
    const categories = JSON.stringify([...series.categories]);
    // Programs write the categories only once, or with each series.
    const isSame = series.categories.size === 0 || last === "[]" || categories === last;
    const table = tables.at(-1);
    if (table && isSame) table.push(series);
    else tables.push([series]);
    if (series.categories.size > 0 || last === "") last = categories;
  }
  return tables;
}

function writeTable(series: readonly Series[], sink: Sink): void {
  const columns = series.flatMap(({ name, values, sizes }) => {
    const title = name.get(0) ?? "";
    const value = { title, points: values };
    return sizes.size === 0 ? [value] : [value, { title: `${title} (size)`.trim(), points: sizes }];
  });
  const categories = series.find(({ categories }) => categories.size > 0)?.categories ?? new Map();
  const rows = new Set([...columns.flatMap(({ points }) => [...points.keys()]), ...categories.keys()]);
  const head = rowOf(["", ...columns.map(({ title }) => title)]);
  if (head !== "") sink.line(head);
  for (const row of [...rows].sort((a, b) => a - b)) {
    const cells = columns.map(({ points }) => points.get(row) ?? "");
    sink.line(rowOf([categories.get(row) ?? `${row + 1}`, ...cells]));
  }
}
