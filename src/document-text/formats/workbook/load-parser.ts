import { notInstalled } from "../../installed-file.ts";
import type { WorkbookParser } from "./parsed.ts";

/** Loads SheetJS from its file next to the worker's. Throws Unreadable if the file is missing. */
export async function loadParser(): Promise<WorkbookParser> {
  try {
    return await import(new URL("./sheetjs.mjs", import.meta.url).href);
  } catch {
    throw notInstalled("Old workbooks cannot be read", "sheetjs.mjs");
  }
}
