import { quotable } from "../../base/visible-text.ts";
import type { Access } from "../../guard/audit/report.ts";

/** Whose data was seen, by whom and when, for people. */
export function reportLines(accesses: readonly Access[], unread: number): string {
  const lines: string[] = [];
  let company: string | null | undefined;
  for (const access of accesses) {
    if (access.companyId !== company) lines.push(quotable(access.companyId ?? "(no single company)", 100));
    company = access.companyId;
    lines.push(...accessLines(access));
  }
  if (accesses.length === 0) lines.push("No call matches.");
  if (unread > 0) lines.push(`${unread} incomplete or foreign lines were not read.`);
  lines.push("This report does not check the log. Run audit verify on the same files.", "");
  return lines.join("\n");
}

function accessLines(access: Access): string[] {
  const { who, host, first, last, calls, refused, rows, customerIds, files, sandbox } = access;
  const counts = [
    counted(calls, "call"),
    refused > 0 ? `${refused} refused or failed` : "",
    rows > 0 ? counted(rows, "row") : "",
  ].filter(Boolean);
  const where = `${quotable(who, 100)} on ${quotable(host, 100)}${sandbox ? " (sandbox)" : ""}`;
  return [
    `  ${where}: ${counts.join(", ")}; ${quotable(first, 40)} to ${quotable(last, 40)}`,
    ...(customerIds.length > 0
      ? [`    customers: ${customerIds.map((id) => quotable(id, 256)).join(", ")}`]
      : []),
    ...files.map(
      ({ attachmentId = "", member, sha256 }) =>
        `    file: ${quotable(attachmentId, 256)}${member === undefined ? "" : `, member ${quotable(member, 100)}`}, sha256 ${quotable(sha256, 64)}`,
    ),
  ];
}

function counted(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
