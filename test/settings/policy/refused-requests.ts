import { chmod } from "node:fs/promises";
import { join } from "node:path";
import { call } from "../../support/child.ts";
import { ids } from "../../support/upstream.ts";
import { writeProtected } from "./place.ts";
import { other, type Way } from "./scene.ts";

const { companyId, connectionId, customerId, attachmentId } = ids;

/** Asks for a customer of this company. */
export const customer = (company: string) => call(2, "get_customer", { companyId: company, customerId });
const download = (args: object) =>
  call(2, "download_customer_attachment", { companyId, connectionId, customerId, attachmentId, ...args });
const content = `codat://companies/${companyId}/connections/${connectionId}/customers/${customerId}/attachments/${attachmentId}/content`;
const read = (uri: string) => ({ id: 2, method: "resources/read", params: { uri } });
/** What a user sets who wants no limits. */
export const all = {
  CODAT_COMPANY_IDS: "all",
  CODAT_MASK: "none",
  CODAT_TOOLSETS: "customers,companies,analysis",
};

/** Requests that the policy refuses, each on a server that was started in some way, with the message. */
export const refusedRequests: [name: string, Way, request: object, message: RegExp][] = [
  [
    "every company allowed by a variable",
    { environment: all },
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
      prepare: ({ second }) => writeProtected(second, { companies: "all", maxRowsPerCall: 5000 }),
      environment: ({ second }) => ({ ...all, CODAT_POLICY_FILE: second }),
    },
    customer(other),
    /the machine's policy does not list it/,
  ],
  [
    "a second file that allows less",
    {
      prepare: ({ second }) => writeProtected(second, { maxRowsPerCall: 3 }),
      environment: ({ second }) => ({ CODAT_POLICY_FILE: second }),
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
    { prepare: ({ machine, rules }) => machine.write(`\ufeff${JSON.stringify(rules)}`) },
    customer(other),
    /the machine's policy does not list it/,
  ],
  [
    "a sticky directory above",
    { prepare: ({ machine }) => chmod(join(machine.policyPath, "../.."), 0o1777) },
    customer(other),
    /the machine's policy does not list it/,
  ],
  [
    "the sandbox, whose companies are not allowed",
    { environment: { CODAT_SANDBOX: "true" } },
    customer(other),
    /the machine's policy does not list it/,
  ],
  [
    "variables that lead to other folders",
    {
      environment: {
        HOME: "/nowhere",
        XDG_CONFIG_HOME: "/nowhere",
        ProgramData: "/nowhere",
        POLICY_PLACE: "/nowhere",
      },
    },
    customer(other),
    /the machine's policy does not list it/,
  ],
];
