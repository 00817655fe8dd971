import { notInstalled } from "../../installed-file.ts";
import type { WorkbookParser } from "./parsed.ts";

/** Loads SheetJS from its file next to the worker's. Throws Unreadable if the file is missing. */
export async function loadParser(): Promise<WorkbookParser> {
  try {
    const { parseWorkbook } = await import("./sheetjs.ts");
    return { parseWorkbook };
  } catch {
    throw notInstalled("Old workbooks cannot be read", "sheetjs.cjs");
  }
}
