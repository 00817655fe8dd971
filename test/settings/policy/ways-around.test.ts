import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdir, rename, rm, symlink } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type Child, call, opening, startChild } from "../../support/child.ts";
import { idIn, ids, startUpstream, type Upstream } from "../../support/upstream.ts";
import { createMachine, type Machine, self, writeProtected } from "./place.ts";

const { companyId, connectionId, customerId, attachmentId } = ids;
const other = "11111111-0000-4000-8000-00000000000a";
const unlisted = "11111111-0000-4000-8000-00000000000b";

let machine: Machine;
let upstream: Upstream;
/** What a user sets who wants to obey. */
let obeying: Record<string, string>;
let rules: Record<string, unknown>;
beforeAll(async () => {
  machine = await createMachine();
  upstream = await startUpstream((url) => ({
    json: { id: idIn(url), results: [], emailAddress: "someone@harbour.example" },
  }));
  rules = {
    companies: [companyId],
    mask: ["email"],
    auditRequired: true,
    toolsets: ["customers"],
    formats: ["text"],
    baseUrl: upstream.environment.CODAT_BASE_URL,
    maxRowsPerCall: 10,
  };
  obeying = { CODAT_API_KEY: "a-key-for-tests-only", CODAT_AUDIT_LOG: join(machine.root, "audit.jsonl") };
});
beforeEach(async () => {
  await machine.reset();
  await machine.write(rules);
});
afterAll(async () => {
  await machine[Symbol.asyncDispose]();
  await upstream[Symbol.asyncDispose]();
});

interface Way {
  /** Added to the environment; undefined removes a variable. */
  environment?: () => Record<string, string | undefined>;
  flags?: string[];
  /** Changes files. */
  prepare?: () => Promise<unknown>;
}

async function start({ environment = () => ({}), flags = [], prepare }: Way): Promise<Child> {
  await prepare?.();
  const entries = Object.entries({ ...obeying, ...environment() }).filter(([, value]) => value !== undefined);
  return startChild(Object.fromEntries(entries) as Record<string, string>, { file: machine.file, flags });
}

const second = () => join(machine.root, "second.json");
const inPlace = (make: (path: string) => Promise<unknown>) => async () => {
  await rm(machine.policyPath);
  await make(machine.policyPath);
};

describe("stops startup with exit code 2", () => {
  const ways: [way: string, Way, message: RegExp][] = [
    [
      "a variable with other companies",
      { environment: () => ({ CODAT_COMPANY_IDS: other }) },
      /The machine's policy allows none of the companies/,
    ],
    ["a flag with other companies", { flags: [`--company-ids=${other}`] }, /allows none of the companies/],
    [
      "no audit log",
      { environment: () => ({ CODAT_AUDIT_LOG: undefined }) },
      /The machine's policy requires CODAT_AUDIT_LOG/,
    ],
    [
      "an audit log switched off by a variable",
      { environment: () => ({ CODAT_AUDIT_LOG: "none" }) },
      /requires CODAT_AUDIT_LOG/,
    ],
    ["an audit log switched off by a flag", { flags: ["--audit-log=none"] }, /requires CODAT_AUDIT_LOG/],
    [
      "the sandbox without an audit log",
      { environment: () => ({ CODAT_AUDIT_LOG: undefined }), flags: ["--sandbox"] },
      /requires CODAT_AUDIT_LOG/,
    ],
    [
      "another address in a variable",
      { environment: () => ({ CODAT_BASE_URL: "https://elsewhere.example" }) },
      /requires another base URL/,
    ],
    [
      "another address in a flag",
      { flags: ["--base-url=https://elsewhere.example"] },
      /requires another base URL/,
    ],
    [
      "other toolsets only",
      { environment: () => ({ CODAT_TOOLSETS: "companies,analysis" }) },
      /allows none of the toolsets/,
    ],
    [
      "another default format",
      { environment: () => ({ CODAT_ATTACHMENT_FORMAT: "base64" }) },
      /does not allow the format/,
    ],
    [
      "the command http without an audit log",
      { flags: ["http", "--sandbox", "--audit-log=none"] },
      /requires CODAT_AUDIT_LOG/,
    ],
    [
      "a file that others can write",
      { prepare: () => chmod(machine.policyPath, 0o646) },
      /can be changed by its group or by others/,
    ],
    [
      "a file that its group can write",
      { prepare: () => chmod(machine.policyPath, 0o664) },
      /can be changed by its group or by others/,
    ],
    [
      "a folder that others can write",
      { prepare: () => chmod(join(machine.policyPath, ".."), 0o757) },
      /is reached through a directory that can be changed by its group or by others/,
    ],
    ["an emptied file", { prepare: () => machine.write("") }, /must contain one JSON object/],
    [
      "a file that is cut off",
      { prepare: () => machine.write('{"mask":["email"],') },
      /must contain one JSON object/,
    ],
    ["an array", { prepare: () => machine.write([rules]) }, /must contain one JSON object/],
    [
      "a key in another case",
      { prepare: () => machine.write({ ...rules, Mask: [] }) },
      /has an unknown key\. Did you mean mask\?/,
    ],
    ["a key that is not known", { prepare: () => machine.write({ enabled: false }) }, /has an unknown key/],
    [
      "a value in another case",
      { prepare: () => machine.write({ mask: ["Email"] }) },
      /mask must be an array of email, phone/,
    ],
    [
      "an empty list of companies",
      { prepare: () => machine.write({ companies: [] }) },
      /companies must be "all", or an array/,
    ],
    [
      "all among the companies",
      { prepare: () => machine.write({ companies: ["all"] }) },
      /companies must be "all", or an array/,
    ],
    [
      "a company that is no UUID",
      { prepare: () => machine.write({ companies: [`${companyId},all`] }) },
      /companies must be/,
    ],
    [
      "a text for a truth value",
      { prepare: () => machine.write({ auditRequired: "true" }) },
      /auditRequired must be true or false/,
    ],
    [
      "rows without a limit",
      { prepare: () => machine.write({ maxRowsPerCall: 0 }) },
      /maxRowsPerCall must be a whole number from 1 to 5000/,
    ],
    ["null for a rule", { prepare: () => machine.write({ toolsets: null }) }, /toolsets must be an array/],
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
        prepare: inPlace(async (path) => {
          const open = join(machine.root, "open");
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
      { prepare: () => chmod(join(machine.policyPath, "../.."), 0o775) },
      /is reached through a directory that can be changed by its group/,
    ],
    [
      "links, one of them in a folder that others can write",
      {
        prepare: inPlace(async (path) => {
          const [open, closed] = ["open", "closed"].map((name) => join(machine.root, name));
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
        prepare: async () => {
          await rm(join(machine.policyPath, ".."), { recursive: true });
          await symlink("nowhere", join(machine.policyPath, ".."));
        },
      },
      /cannot be read \(ENOENT\)/,
    ],
    [
      "a name in another case",
      { prepare: () => rename(machine.policyPath, join(machine.policyPath, "../Policy.json")) },
      /Policy\.json must be named policy\.json/,
    ],
    [
      "a name with the ending that an editor adds",
      { prepare: () => rename(machine.policyPath, `${machine.policyPath}.txt`) },
      /policy\.json\.txt must be named policy\.json/,
    ],
    [
      "a key twice",
      { prepare: () => machine.write(`{"companies":["${companyId}"],"companies":"all"}`) },
      /has a key twice/,
    ],
    [
      "a key twice, once with an escape",
      { prepare: () => machine.write('{"mask":["email"],"m\\u0061sk":["phone"]}') },
      /has a key twice/,
    ],
    [
      "a comment",
      { prepare: () => machine.write(`{"mask":["email"]} // masks`) },
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
        prepare: async () => {
          await rm(join(machine.policyPath, ".."), { recursive: true });
          await writeProtected(join(machine.policyPath, ".."), "");
        },
      },
      /cannot be read \(ENOTDIR\)/,
    ],
    [
      "a file that is too large",
      { prepare: () => machine.write(`${JSON.stringify(rules)}${" ".repeat(70_000)}`) },
      /is larger than 65536 bytes/,
    ],
    [
      "a second file that is missing",
      { environment: () => ({ CODAT_POLICY_FILE: join(machine.root, "missing.json") }) },
      /The policy in CODAT_POLICY_FILE does not exist/,
    ],
    [
      "a second file without a name",
      { environment: () => ({ CODAT_POLICY_FILE: "" }) },
      /CODAT_POLICY_FILE must be the absolute path/,
    ],
    [
      "a placeholder for the second file",
      { environment: () => ({ CODAT_POLICY_FILE: "\u0024{POLICY}" }) },
      /CODAT_POLICY_FILE must be the absolute path/,
    ],
    [
      "a relative path of the second file",
      { environment: () => ({ CODAT_POLICY_FILE: "policy.json" }) },
      /CODAT_POLICY_FILE must be the absolute path/,
    ],
    [
      "a misspelled variable of the second file",
      { environment: () => ({ CODAT_POLICY: second() }) },
      /Did you mean CODAT_POLICY_FILE\?/,
    ],
    [
      "a variable of the second file in lower case",
      { environment: () => ({ codat_policy_file: second() }) },
      /Did you mean CODAT_POLICY_FILE\?/,
    ],
    ["a flag for the second file", { flags: ["--policy-file=/policy.json"] }, /Unknown flag --policy-file/],
    [
      "a second file for other companies",
      {
        prepare: () => writeProtected(second(), { companies: [other] }),
        environment: () => ({ CODAT_POLICY_FILE: second() }),
      },
      /The policy in CODAT_POLICY_FILE allows none of the companies/,
    ],
    [
      "a second file with another address",
      {
        prepare: () => writeProtected(second(), { baseUrl: "https://elsewhere.example" }),
        environment: () => ({ CODAT_POLICY_FILE: second() }),
      },
      /The policy in CODAT_POLICY_FILE requires another base URL/,
    ],
    [
      "a second file without a format in common",
      {
        prepare: () => writeProtected(second(), { formats: ["base64"] }),
        environment: () => ({ CODAT_POLICY_FILE: second() }),
      },
      /allow no format in common/,
    ],
    [
      "a second file that others can write",
      {
        prepare: async () => {
          await writeProtected(second(), {});
          await chmod(second(), 0o666);
        },
        environment: () => ({ CODAT_POLICY_FILE: second() }),
      },
      /The policy in CODAT_POLICY_FILE can be changed by its group or by others/,
    ],
  ];

  test.each(ways)("%s", async (_, way, message) => {
    await using child = await start(way);
    await once(child.process, "close");
    expect(await child.exited, child.stderr()).toBe(2);
    expect(child.stderr()).toMatch(message);
    expect(child.stderr().trimEnd().split("\n")).toHaveLength(1);
    expect(child.stdout()).toBe("");
    await rm(second(), { force: true });
  });

  test("a file of another owner", async () => {
    await using foreign = await createMachine(self + 1);
    await foreign.write(rules);
    await using child = startChild(obeying, { file: foreign.file });
    await once(child.process, "close");
    expect(await child.exited).toBe(2);
    expect(child.stderr()).toMatch(/is reached through a directory that is not owned by root/);
  });
});

describe("is served within the policy", () => {
  const customer = (company: string) => call(2, "get_customer", { companyId: company, customerId });
  const download = (args: object) =>
    call(2, "download_customer_attachment", { companyId, connectionId, customerId, attachmentId, ...args });
  const content = `codat://companies/${companyId}/connections/${connectionId}/customers/${customerId}/attachments/${attachmentId}/content`;
  const read = (uri: string) => ({ id: 2, method: "resources/read", params: { uri } });
  const all = {
    CODAT_COMPANY_IDS: "all",
    CODAT_MASK: "none",
    CODAT_TOOLSETS: "customers,companies,analysis",
  };

  const refused: [way: string, Way, request: object, message: RegExp][] = [
    [
      "every company allowed by a variable",
      { environment: () => all },
      customer(other),
      /the machine's policy does not list it/,
    ],
    [
      "every company allowed by a flag",
      { flags: ["--company-ids=all"] },
      customer(other),
      /the machine's policy does not list it/,
    ],
    [
      "another company added to the allowed one",
      { environment: () => ({ CODAT_COMPANY_IDS: `${companyId},${other}` }) },
      customer(other),
      /the machine's policy does not list it/,
    ],
    [
      "a company's id in another case",
      {},
      customer(other.toUpperCase()),
      /the machine's policy does not list it/,
    ],
    [
      "a company in a resource",
      {},
      read(`codat://companies/${other}`),
      /the machine's policy does not list it/,
    ],
    [
      "a page larger than allowed",
      {},
      call(2, "list_customers", { companyId, pageSize: 11 }),
      /pageSize must be at most 10: the machine's policy allows no more rows per call/,
    ],
    [
      "a larger page as text",
      {},
      call(2, "list_customers", { companyId, pageSize: "5000" }),
      /pageSize must be at most 10/,
    ],
    [
      "a format that is not allowed",
      {},
      download({ format: "base64" }),
      /the machine's policy allows only the format text/,
    ],
    [
      "a part of an image",
      {},
      download({ area: [0, 0, 1, 1] }),
      /the machine's policy allows only the format text/,
    ],
    ["the bytes as a resource", {}, read(content), /the machine's policy allows only the format text/],
    [
      "the bytes of a file inside",
      {},
      read(content.replace("/content", "/files/1/content")),
      /the machine's policy allows only the format text/,
    ],
    [
      "a second file that allows more",
      {
        prepare: () => writeProtected(second(), { companies: "all", maxRowsPerCall: 5000 }),
        environment: () => ({ ...all, CODAT_POLICY_FILE: second() }),
      },
      customer(other),
      /the machine's policy does not list it/,
    ],
    [
      "a second file that allows less",
      {
        prepare: () => writeProtected(second(), { maxRowsPerCall: 3 }),
        environment: () => ({ CODAT_POLICY_FILE: second() }),
      },
      call(2, "list_customers", { companyId, pageSize: 4 }),
      /pageSize must be at most 3/,
    ],
    [
      "another company in a prompt",
      {},
      {
        id: 2,
        method: "prompts/get",
        params: { name: "review_customers", arguments: { companyId: other } },
      },
      /the machine's policy does not list it/,
    ],
    [
      "a byte order mark before the policy",
      { prepare: () => machine.write(`\ufeff${JSON.stringify(rules)}`) },
      customer(other),
      /the machine's policy does not list it/,
    ],
    [
      "a sticky directory above",
      { prepare: () => chmod(join(machine.policyPath, "../.."), 0o1777) },
      customer(other),
      /the machine's policy does not list it/,
    ],
    [
      "the sandbox, whose companies are not allowed",
      { environment: () => ({ CODAT_SANDBOX: "true" }) },
      customer(other),
      /the machine's policy does not list it/,
    ],
    [
      "variables that lead to other folders",
      {
        environment: () => ({
          HOME: "/nowhere",
          XDG_CONFIG_HOME: "/nowhere",
          ProgramData: "/nowhere",
          POLICY_PLACE: "/nowhere",
        }),
      },
      customer(other),
      /the machine's policy does not list it/,
    ],
  ];
  test.each(refused)("%s", async (_, way, request, message) => {
    await using child = await start(way);
    const before = upstream.requests.length;
    child.send(...opening, request);
    expect(JSON.stringify(await child.answer(2))).toMatch(message);
    expect(upstream.requests).toHaveLength(before);
    await rm(second(), { force: true });
  });

  test("completions read nothing of another company, and are no more than a page may have", async () => {
    await machine.write({ ...rules, companies: [companyId, other], maxRowsPerCall: 1 });
    const complete = (id: number, company: string, argument: string) => ({
      id,
      method: "completion/complete",
      params: {
        ref: { type: "ref/prompt", name: "review_customer_documents" },
        argument: { name: argument, value: "" },
        context: { arguments: { companyId: company } },
      },
    });
    await using child = await start({ environment: () => all });
    const before = upstream.requests.length;
    child.send(...opening, complete(2, unlisted, "customerId"), complete(3, companyId, "companyId"));
    expect(await child.answer(2)).toMatchObject({ result: { completion: { values: [] } } });
    const { result } = await child.answer(3);
    expect(result).toMatchObject({ completion: { values: [expect.any(String)] } });
    expect(upstream.requests).toHaveLength(before);
  });

  test("a policy that is widened or removed while the server runs still applies", async () => {
    await using child = await start({ environment: () => all });
    child.send(...opening, { id: 3, method: "ping" });
    await child.answer(3);
    await machine.write({});
    child.send(customer(other));
    expect(JSON.stringify(await child.answer(2))).toMatch(/the machine's policy does not list it/);
    await rm(machine.policyPath);
    child.send({ ...customer(other), id: 4 });
    expect(JSON.stringify(await child.answer(4))).toMatch(/the machine's policy does not list it/);
  });

  test("masks removed by a variable and a flag still mask", async () => {
    await using child = await start({ environment: () => all, flags: ["--mask=none"] });
    child.send(...opening, customer(companyId));
    const answer = JSON.stringify(await child.answer(2));
    expect(answer).not.toContain("someone@");
    expect(answer).toContain("•••");
  });

  test("toolsets added by a variable are not offered", async () => {
    await using child = await start({ environment: () => all });
    child.send(...opening, { id: 2, method: "tools/list" });
    const listed = JSON.stringify(await child.answer(2));
    expect(listed).toContain("list_customers");
    expect(listed).not.toContain("find_companies");
  });

  test("without pageSize, a page has as many rows as allowed", async () => {
    await using child = await start({});
    child.send(...opening, call(2, "list_customers", { companyId }));
    await child.answer(2);
    expect(upstream.requests.at(-1)?.url).toContain("pageSize=10");
  });

  test("a URL of the command http that names another company reads nothing of it", async () => {
    await using child = await start({
      environment: () => ({ ...all, CODAT_HTTP_AUTH: "none" }),
      flags: ["http", "--http-port=0"],
    });
    const address = /http:\/\/[\d.]+:\d+\/mcp/;
    while (!address.test(child.stderr())) await once(child.process.stderr, "data");
    const before = upstream.requests.length;
    for (const query of ["", `?companies=${other}`, "?companies=all&toolsets=companies"]) {
      const response = await fetch(`${address.exec(child.stderr())?.[0]}${query}`, {
        method: "POST",
        headers: { "content-type": "application/json", accept: "application/json, text/event-stream" },
        body: JSON.stringify({ jsonrpc: "2.0", ...customer(other) }),
      });
      expect(await response.text()).not.toContain("harbour");
    }
    expect(upstream.requests).toHaveLength(before);
  });
});
