import { numberFormat, plainNumber } from "../output/number-format.ts";

/** How the cells of one style show their values. */
export interface CellStyle {
  format: (value: number) => string;
  isStruck: boolean;
}

const plain: CellStyle = { format: plainNumber, isStruck: false };

// Names that stand for a format of the user's region: its currency sign is unknown.
const named: Readonly<Record<string, string>> = {
  General: "",
  "General Number": "",
  Currency: "#,##0.00",
  "Euro Currency": '"€"#,##0.00',
  Fixed: "0.00",
  Standard: "#,##0.00",
  Percent: "0.00%",
  Scientific: "",
  "General Date": "yyyy-mm-dd hh:mm",
  "Long Date": "yyyy-mm-dd",
  "Medium Date": "yyyy-mm-dd",
  "Short Date": "yyyy-mm-dd",
  "Long Time": "hh:mm:ss",
  "Medium Time": "hh:mm",
  "Short Time": "hh:mm",
};

const maxStyles = 65_536;

/** The styles of a workbook, by their id. */
export class SpreadsheetMlStyles {
  is1904 = false;
  readonly #styles = new Map<string, CellStyle>();
  #open = "";

  begin(id = "", parent = ""): void {
    if (this.#styles.size >= maxStyles) return;
    this.#open = id;
    this.#styles.set(id, { ...(this.#styles.get(parent) ?? plain) });
  }

  setFormat(code = ""): void {
    const style = this.#styles.get(this.#open);
    if (style) style.format = numberFormat(named[code] ?? code, { is1904: this.is1904 });
  }

  setStruck(value: string | undefined): void {
    const style = this.#styles.get(this.#open);
    if (style) style.isStruck = value === "1";
  }

  of(id: string | undefined): CellStyle {
    return this.#styles.get(id ?? "Default") ?? plain;
  }
}
