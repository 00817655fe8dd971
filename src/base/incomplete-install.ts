/** The sentence about files of the package that are missing. `purpose` is what needs them, with its verb. */
export function incompleteInstall(files: readonly string[], purpose?: string): string {
  const need = purpose ? `, which ${purpose},` : "";
  const verb = files.length === 1 ? "is" : "are";
  return `The installation is incomplete: ${files.join(", ")}${need} ${verb} missing next to main.mjs.`;
}

/** What an operator does about it. */
export const installWholePackage = "Install the whole package, not only main.mjs.";
