import { advice } from "../../base/advice.ts";
import { ToolError } from "../../base/tool-error.ts";
import { type MaskedBy, maskersOf } from "./masked-by.ts";

/** The error for every way to a file's content while files are masked. */
export function filesWithheld(maskedBy: MaskedBy): ToolError {
  const by = maskersOf(["files"], maskedBy);
  return new ToolError("not_allowed", `File contents are blocked by ${by}.`, {
    advice: advice.filesMasked(by),
  });
}
