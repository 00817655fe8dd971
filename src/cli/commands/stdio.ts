import { readSettings } from "../../settings/read.ts";
import type { Given, WithSettings } from "./syntax.ts";

/** Without a command, the server serves over stdio. */
export function readStdio({ flags, environment }: Given): WithSettings<"serve"> {
  return { name: "serve", ...readSettings(flags, environment) };
}
