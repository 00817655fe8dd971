import { Unreadable } from "../../types.ts";
import type { WorkbookParser } from "./parsed.ts";

/** Loads SheetJS from its file next to the worker's. Throws Unreadable if the file is missing. */
export async function loadParser(): Promise<WorkbookParser> {
  try {
    return await import(new URL("./sheetjs.mjs", import.meta.url).href);
  } catch {
    throw new Unreadable(
      "Old workbooks cannot be read, because the installation is incomplete: sheetjs.mjs is missing next to main.mjs. The operator must install the whole package, not only main.mjs.",
    );
  }
}
