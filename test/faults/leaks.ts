import { homedir, tmpdir } from "node:os";
import { dirname } from "node:path";

/** Its base64 contains +, / and padding. No form of the key contains another form. */
export const key = "fake~~key?for >>>tests? 01";

const base64 = Buffer.from(key).toString("base64");
const forms = [
  key,
  base64.replace(/=+$/, ""),
  Buffer.from(key).toString("base64url"),
  encodeURIComponent(key),
  encodeURIComponent(base64),
  Buffer.from(key).toString("hex"),
];

/** Folders of this machine that paths and stacks start with. */
const folders = [process.cwd(), dirname(process.execPath), tmpdir(), homedir()].filter(
  (folder) => folder.length > 3,
);

const traces: [string, RegExp][] = [
  ["the Authorization header", /\bBasic [A-Za-z0-9+/]{12,}|authorization: /i],
  ["a stack", /\n\s+at |\\n\s+at | {4}at |node:internal|node_modules/],
  ["a path", /file:\/\/|[\s"'`(=]\/(?:home|root|Users|tmp|var|usr|etc|opt)\//],
];

/** The secrets and paths found in an output. */
export function leaksIn(output: string): string[] {
  return [
    ...forms.filter((form) => output.includes(form)).map(() => "the key"),
    ...folders.filter((folder) => output.includes(folder)).map(() => "a path"),
    ...traces.filter(([, pattern]) => pattern.test(output)).map(([what]) => what),
  ];
}
