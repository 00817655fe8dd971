import { execFileSync } from "node:child_process";
import { chmod, mkdir, rename, rm, symlink } from "node:fs/promises";
import { join } from "node:path";
import { ids } from "../../support/upstream.ts";
import { type Machine, writeProtected } from "./place.ts";
import { other, type Scene, type Way } from "./scene.ts";

const { companyId } = ids;

const inPlace =
  (make: (path: string, machine: Machine) => Promise<unknown>) =>
  async ({ machine }: Scene) => {
    await rm(machine.policyPath);
    await make(machine.policyPath, machine);
  };

/** Ways around a policy that stop startup, with the message. */
export const stoppingWays: [name: string, Way, message: RegExp][] = [
  [
    "a variable with other companies",
    { environment: { CODAT_COMPANY_IDS: other } },
    /The machine's policy allows none of the companies/,
  ],
  ["a flag with other companies", { flags: [`--company-ids=${other}`] }, /allows none of the companies/],
  [
    "no audit log",
    { environment: { CODAT_AUDIT_LOG: undefined } },
    /The machine's policy requires CODAT_AUDIT_LOG/,
  ],
  [
    "an audit log switched off by a variable",
    { environment: { CODAT_AUDIT_LOG: "none" } },
    /requires CODAT_AUDIT_LOG/,
  ],
  ["an audit log switched off by a flag", { flags: ["--audit-log=none"] }, /requires CODAT_AUDIT_LOG/],
  [
    "the sandbox without an audit log",
    { environment: { CODAT_AUDIT_LOG: undefined }, flags: ["--sandbox"] },
    /requires CODAT_AUDIT_LOG/,
  ],
  [
    "another address in a variable",
    { environment: { CODAT_BASE_URL: "https://elsewhere.example" } },
    /requires another base URL/,
  ],
  [
    "another address in a flag",
    { flags: ["--base-url=https://elsewhere.example"] },
    /requires another base URL/,
  ],
  [
    "other toolsets only",
    { environment: { CODAT_TOOLSETS: "companies,analysis" } },
    /allows none of the toolsets/,
  ],
  [
    "another default format",
    { environment: { CODAT_ATTACHMENT_FORMAT: "base64" } },
    /does not allow the format/,
  ],
  [
    "the command http without an audit log",
    { flags: ["http", "--sandbox", "--audit-log=none"] },
    /requires CODAT_AUDIT_LOG/,
  ],
  [
    "a file that others can write",
    { prepare: ({ machine }) => chmod(machine.policyPath, 0o646) },
    /can be changed by its group or by others/,
  ],
  [
    "a file that its group can write",
    { prepare: ({ machine }) => chmod(machine.policyPath, 0o664) },
    /can be changed by its group or by others/,
  ],
  [
    "a folder that others can write",
    { prepare: ({ machine }) => chmod(join(machine.policyPath, ".."), 0o757) },
    /is reached through a directory that can be changed by its group or by others/,
  ],
  ["an emptied file", { prepare: ({ machine }) => machine.write("") }, /must contain one JSON object/],
  [
    "a file that is cut off",
    { prepare: ({ machine }) => machine.write('{"mask":["email"],') },
    /must contain one JSON object/,
  ],
  ["an array", { prepare: ({ machine, rules }) => machine.write([rules]) }, /must contain one JSON object/],
  [
    "a key in another case",
    { prepare: ({ machine, rules }) => machine.write({ ...rules, Mask: [] }) },
    /has an unknown key\. Did you mean mask\?/,
  ],
  [
    "a key that is not known",
    { prepare: ({ machine }) => machine.write({ enabled: false }) },
    /has an unknown key/,
  ],
  [
    "a value in another case",
    { prepare: ({ machine }) => machine.write({ mask: ["Email"] }) },
    /mask must be an array of email, phone/,
  ],
  [
    "an empty list of companies",
    { prepare: ({ machine }) => machine.write({ companies: [] }) },
    /companies must be "all", or an array/,
  ],
  [
    "all among the companies",
    { prepare: ({ machine }) => machine.write({ companies: ["all"] }) },
    /companies must be "all", or an array/,
  ],
  [
    "a company that is no UUID",
    { prepare: ({ machine }) => machine.write({ companies: [`${companyId},all`] }) },
    /companies must be/,
  ],
  [
    "a text for a truth value",
    { prepare: ({ machine }) => machine.write({ auditRequired: "true" }) },
    /auditRequired must be true or false/,
  ],
  [
    "rows without a limit",
    { prepare: ({ machine }) => machine.write({ maxRowsPerCall: 0 }) },
    /maxRowsPerCall must be a whole number from 1 to 5000/,
  ],
  [
    "null for a rule",
    { prepare: ({ machine }) => machine.write({ toolsets: null }) },
    /toolsets must be an array/,
  ],
  ["a directory in its place", { prepare: inPlace((path) => mkdir(path)) }, /is not a regular file/],
  [
    "a link that leads nowhere",
    { prepare: inPlace((path) => symlink("nowhere", path)) },
    /cannot be read \(ENOENT\)/,
  ],
  [
    "a link to itself",
    { prepare: inPlace((path) => symlink("policy.json", path)) },
    /cannot be read \(ELOOP\)/,
  ],
  [
    "a link into a folder that others can write",
    {
      prepare: inPlace(async (path, { root }) => {
        const open = join(root, "open");
        await mkdir(open, { recursive: true });
        await chmod(open, 0o777);
        await writeProtected(join(open, "policy.json"), {});
        await symlink(join(open, "policy.json"), path);
      }),
    },
    /is reached through a directory that can be changed by its group or by others/,
  ],
  [
    "a folder above that its group can write",
    { prepare: ({ machine }) => chmod(join(machine.policyPath, "../.."), 0o775) },
    /is reached through a directory that can be changed by its group/,
  ],
  [
    "links, one of them in a folder that others can write",
    {
      prepare: inPlace(async (path, { root }) => {
        const [open, closed] = ["open", "closed"].map((name) => join(root, name));
        for (const folder of [open, closed]) await mkdir(folder ?? "", { recursive: true });
        await writeProtected(join(closed ?? "", "rules.json"), {});
        await rm(join(open ?? "", "link.json"), { force: true });
        await symlink("../closed/rules.json", join(open ?? "", "link.json"));
        await chmod(open ?? "", 0o777);
        await symlink(join(open ?? "", "link.json"), path);
      }),
    },
    /is reached through a directory that can be changed by its group or by others: .+open\./,
  ],
  [
    "a folder that is a link that leads nowhere",
    {
      prepare: async ({ machine }) => {
        await rm(join(machine.policyPath, ".."), { recursive: true });
        await symlink("nowhere", join(machine.policyPath, ".."));
      },
    },
    /cannot be read \(ENOENT\)/,
  ],
  [
    "a name in another case",
    { prepare: ({ machine }) => rename(machine.policyPath, join(machine.policyPath, "../Policy.json")) },
    /Policy\.json must be named policy\.json/,
  ],
  [
    "a name with the ending that an editor adds",
    { prepare: ({ machine }) => rename(machine.policyPath, `${machine.policyPath}.txt`) },
    /policy\.json\.txt must be named policy\.json/,
  ],
  [
    "a key twice",
    { prepare: ({ machine }) => machine.write(`{"companies":["${companyId}"],"companies":"all"}`) },
    /has a key twice/,
  ],
  [
    "a key twice, once with an escape",
    { prepare: ({ machine }) => machine.write('{"mask":["email"],"m\\u0061sk":["phone"]}') },
    /has a key twice/,
  ],
  [
    "a comment",
    { prepare: ({ machine }) => machine.write(`{"mask":["email"]} // masks`) },
    /must contain one JSON object/,
  ],
  [
    "a pipe in its place",
    { prepare: inPlace(async (path) => execFileSync("mkfifo", [path])) },
    /is not a regular file/,
  ],
  [
    "a file in place of its folder",
    {
      prepare: async ({ machine }) => {
        await rm(join(machine.policyPath, ".."), { recursive: true });
        await writeProtected(join(machine.policyPath, ".."), "");
      },
    },
    /cannot be read \(ENOTDIR\)/,
  ],
  [
    "a file that is too large",
    { prepare: ({ machine, rules }) => machine.write(`${JSON.stringify(rules)}${" ".repeat(70_000)}`) },
    /is larger than 65536 bytes/,
  ],
  [
    "a second file that is missing",
    { environment: ({ machine }) => ({ CODAT_POLICY_FILE: join(machine.root, "missing.json") }) },
    /The policy in CODAT_POLICY_FILE does not exist/,
  ],
  [
    "a second file without a name",
    { environment: { CODAT_POLICY_FILE: "" } },
    /CODAT_POLICY_FILE must be the absolute path/,
  ],
  [
    "a placeholder for the second file",
    { environment: () => ({ CODAT_POLICY_FILE: "\u0024{POLICY}" }) },
    /CODAT_POLICY_FILE must be the absolute path/,
  ],
  [
    "a relative path of the second file",
    { environment: { CODAT_POLICY_FILE: "policy.json" } },
    /CODAT_POLICY_FILE must be the absolute path/,
  ],
  [
    "a misspelled variable of the second file",
    { environment: ({ second }) => ({ CODAT_POLICY: second }) },
    /Did you mean CODAT_POLICY_FILE\?/,
  ],
  [
    "a variable of the second file in lower case",
    { environment: ({ second }) => ({ codat_policy_file: second }) },
    /Did you mean CODAT_POLICY_FILE\?/,
  ],
  ["a flag for the second file", { flags: ["--policy-file=/policy.json"] }, /Unknown flag --policy-file/],
  [
    "a second file for other companies",
    {
      prepare: ({ second }) => writeProtected(second, { companies: [other] }),
      environment: ({ second }) => ({ CODAT_POLICY_FILE: second }),
    },
    /The policy in CODAT_POLICY_FILE allows none of the companies/,
  ],
  [
    "a second file with another address",
    {
      prepare: ({ second }) => writeProtected(second, { baseUrl: "https://elsewhere.example" }),
      environment: ({ second }) => ({ CODAT_POLICY_FILE: second }),
    },
    /The policy in CODAT_POLICY_FILE requires another base URL/,
  ],
  [
    "a second file without a format in common",
    {
      prepare: ({ second }) => writeProtected(second, { formats: ["base64"] }),
      environment: ({ second }) => ({ CODAT_POLICY_FILE: second }),
    },
    /allow no format in common/,
  ],
  [
    "a second file that others can write",
    {
      prepare: async ({ second }) => {
        await writeProtected(second, {});
        await chmod(second, 0o666);
      },
      environment: ({ second }) => ({ CODAT_POLICY_FILE: second }),
    },
    /The policy in CODAT_POLICY_FILE can be changed by its group or by others/,
  ],
];
