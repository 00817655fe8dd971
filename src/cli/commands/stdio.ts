import { SettingError } from "../../settings/flags.ts";
import { readSettings } from "../../settings/read.ts";
import type { Given, WithSettings } from "./syntax.ts";

/** Without a command, the server serves over stdio. */
export function readStdio({ flags, environment }: Given): WithSettings<"serve"> {
  const configuration = readSettings(flags, environment);
  if (configuration.settings.auditLog === "stdout") {
    throw new SettingError(
      "CODAT_AUDIT_LOG=stdout is only for the command http: here stdout carries the protocol.",
    );
  }
  return { name: "serve", ...configuration };
}
