import { didYouMean } from "../../base/nearest-name.ts";
import { isUuid } from "../../base/uuid.ts";
import type { ReportFilter } from "../../guard/audit/report.ts";
import { SettingError } from "../../settings/flags.ts";
import { refuseSettings } from "./refuse-settings.ts";
import type { Given, Syntax } from "./syntax.ts";

/** What `audit` does with which files. */
export type AuditCommand =
  | { task: "verify"; files: string[]; headsFile: string | undefined }
  | { task: "report"; files: string[]; filter: ReportFilter; json: boolean };

/** The flags of each task. */
const flagsOf = { verify: ["heads"], report: ["company", "caller", "since", "json"] };

export const audit: Syntax<{ name: "audit" } & AuditCommand> = {
  help: [
    {
      usage: "audit verify FILE… [--heads FILE]",
      does: [
        "Checks the chains of an audit log, over all its files. Exit code 1 if a line was changed or is missing.",
      ],
    },
    {
      usage: "audit report FILE… [--company ID] [--caller NAME] [--since ISO] [--json]",
      does: ["Prints whose data was seen, by whom and when."],
    },
  ],
  flags: { heads: "", company: "To restrict a server, use --company-ids.", caller: "", since: "" },
  switches: ["json"],
  read: (given) => ({ name: "audit", ...readAuditCommand(given) }),
};

// Reads no settings: an auditor may have none.
function readAuditCommand({ words: [task = "", ...files], flags }: Given): AuditCommand {
  if (task !== "verify" && task !== "report") {
    const meant = didYouMean(task, Object.keys(flagsOf));
    throw new SettingError(`audit needs verify or report, and the files of the log.${meant}`);
  }
  if (files.length === 0) throw new SettingError(`audit ${task} needs the files of the log.`);
  refuseSettings(flags, { command: `audit ${task}`, flags: flagsOf[task] });
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
