import { didYouMean } from "../../base/nearest-name.ts";
import { isUuid } from "../../base/uuid.ts";
import type { ReportFilter } from "../../guard/audit/report.ts";
import { readFlags, SettingError } from "../../settings/flags.ts";

/** What `audit` does with which files. */
export type AuditCommand =
  | { task: "verify"; files: string[]; headsFile: string | undefined }
  | { task: "report"; files: string[]; filter: ReportFilter; json: boolean };

const tasks = ["verify", "report"];

/** Reads the arguments after `audit`. Throws SettingError. Reads no settings: an auditor may have none. */
export function readAuditCommand(commandLine: string[]): AuditCommand {
  const { flags, positionals } = readFlags(commandLine, ["heads", "company", "caller", "since"], ["json"]);
  const [task = "", ...files] = positionals;
  if (!tasks.includes(task)) {
    throw new SettingError(
      `audit needs verify or report, and the files of the log.${didYouMean(task, tasks)}`,
    );
  }
  if (files.length === 0) throw new SettingError(`audit ${task} needs the files of the log.`);
  const foreign = [...flags.keys()].find((name) => (name === "heads") !== (task === "verify"));
  if (foreign) throw new SettingError(`--${foreign} is not a flag of audit ${task}.`);
  if (task === "verify") return { task, files: [...new Set(files)], headsFile: flags.get("heads") };
  const json = flags.get("json");
  if (json !== undefined && json !== "true") throw new SettingError("--json takes no value.");
  return { task: "report", files: [...new Set(files)], filter: filterIn(flags), json: json === "true" };
}

function filterIn(flags: Map<string, string>): ReportFilter {
  const [companyId, since] = [flags.get("company"), flags.get("since")];
  if (companyId !== undefined && !isUuid(companyId)) throw new SettingError("--company must be a UUID.");
  const date = since === undefined ? undefined : new Date(since);
  if (since !== undefined && (!/^\d{4}-\d\d-\d\d/.test(since) || Number.isNaN(date?.getTime()))) {
    throw new SettingError("--since must be a date or a time such as 2026-03-31 or 2026-03-31T09:00:00Z.");
  }
  return { companyId, caller: flags.get("caller"), since: date };
}
