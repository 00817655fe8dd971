// The licenses that this project accepts, as SPDX expressions.
import parse from "spdx-expression-parse";

/** In the published files: permissive, with no duty beyond a notice. */
export const allowed = new Set([
  "0BSD",
  "Apache-2.0",
  "Apache-2.0 WITH LLVM-exception",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "BSL-1.0",
  "FTL",
  "IJG",
  "ISC",
  "LicenseRef-AGG-2.3",
  "MIT",
  "MIT-0",
  "Unicode-3.0",
  "Zlib",
  "libpng-2.0",
]);

/** In what builds and tests: also licenses whose duties begin with distribution. */
export const allowedInTools = new Set([...allowed, "BlueOak-1.0.0", "CC-BY-3.0", "CC0-1.0", "MPL-2.0"]);

/** Whether an SPDX expression can be met with these licenses. An expression that cannot be read is not allowed. */
export function isAllowed(expression, licenses) {
  try {
    return isMet(parse(expression), licenses);
  } catch {
    return false;
  }
}

function isMet({ conjunction, left, right, license, plus, exception }, licenses) {
  if (conjunction === "or") return isMet(left, licenses) || isMet(right, licenses);
  if (conjunction === "and") return isMet(left, licenses) && isMet(right, licenses);
  // A later version is as good as this one only if this one is.
  return !plus && licenses.has(exception ? `${license} WITH ${exception}` : license);
}
