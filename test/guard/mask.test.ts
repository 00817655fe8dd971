import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { customerRoute } from "../../src/codat/routes.ts";
import { createMask } from "../../src/guard/mask.ts";
import { type MaskKind, maskKinds } from "../../src/settings/table.ts";
import { type ClientKind, clients, connect, errorOf, textOf } from "../support/connect.ts";
import { ids, startUpstream } from "../support/upstream.ts";

const { companyId, connectionId, customerId, attachmentId } = ids;
const personal = {
  id: customerId,
  customerName: "Harbour Ltd",
  emailAddress: "jo.miller@harbour.co.uk",
  phone: "+44 161 496 0142",
  taxNumber: "GB999142007",
  registrationNumber: 999142,
  addresses: [
    { type: "Billing", line1: "3 Market Place", city: "", postalCode: null, country: "United Kingdom" },
  ],
  contacts: [
    { name: "Jo", email: "jo.miller@harbour.co.uk", phone: [{ number: "0161 496 0142", type: "Mobile" }] },
    { name: "Al", workEmail: "al@x.example", address: { line1: "3 Market Place", type: "Delivery" } },
  ],
  supplementalData: { content: { note: "jo.miller@harbour.co.uk" } },
  status: "Active",
};
const secrets = ["miller", "harbour.co", "496", "999142", "Market", "United", "al@x", "GB9"];

const get = async (mask: string, kind: ClientKind = "v2, 2026-07-28", customer: object = personal) => {
  await using upstream = await startUpstream(() => ({ json: customer }));
  await using client = await connect({ ...upstream.environment, CODAT_MASK: mask }, kind);
  return await client.callTool("get_customer", { companyId, customerId });
};

test.each(clients)("masked fields are blanked in data and text alike, and stay there (%s)", async (kind) => {
  const result = await get("email,phone,address,tax", kind);
  expect(result.structuredContent).toMatchSnapshot();
  expect(JSON.parse(textOf(result))).toEqual(result.structuredContent);
  for (const secret of secrets) expect(JSON.stringify(result)).not.toContain(secret);
});

test.each<[MaskKind, string[]]>([
  ["email", ["emailAddress", "contacts"]],
  ["phone", ["phone", "contacts"]],
  ["address", ["addresses", "contacts"]],
  ["tax", ["taxNumber", "registrationNumber"]],
])("%s alone changes its own fields alone, and withholds supplementalData", async (mask, changed) => {
  const { structuredContent } = await get(mask);
  const fields = Object.entries(structuredContent as typeof personal);
  const differing = fields.filter(
    ([name, value]) => value !== Reflect.get(personal, name) && !same(name, value),
  );
  expect(differing.map(([name]) => name).sort()).toEqual([...changed, "supplementalData"].sort());
});
const same = (name: string, value: unknown) =>
  JSON.stringify(value) === JSON.stringify(Reflect.get(personal, name));

test("missing, null and empty stay what they are, and are no value", async () => {
  const empty = { emailAddress: null, phone: "", addresses: [], taxNumber: null, supplementalData: null };
  const { structuredContent } = await get("email,phone,address,tax", undefined, empty);
  expect(structuredContent).toEqual(empty);
});

test("equal values have equal numbers, in every field and every answer; others never", async () => {
  const rows = ["a@x.example", "b@x.example", "a@x.example", "A@x.example"].map((emailAddress) => ({
    emailAddress,
  }));
  await using upstream = await startUpstream(() => ({ json: { results: rows, totalResults: 4 } }));
  await using client = await connect({ ...upstream.environment, CODAT_MASK: "email" });
  for (const call of [1, 2]) {
    const { structuredContent } = await client.callTool("list_customers", { companyId });
    const masked = (structuredContent as { results: typeof rows }).results.map(
      ({ emailAddress }) => emailAddress,
    );
    expect(masked, String(call)).toEqual([
      "a•••@x•••.example #1",
      "b•••@x•••.example #2",
      "a•••@x•••.example #1",
      "A•••@x•••.example #3",
    ]);
  }
});

test("Codat's own words in an error are masked too", async () => {
  const error = "Contact jo.miller@harbour.co.uk, +44 161 496 0142, is invalid";
  await using upstream = await startUpstream(() => ({ status: 400, json: { error } }));
  await using client = await connect({ ...upstream.environment, CODAT_MASK: "email,phone" });
  const result = await client.callTool("get_customer", { companyId, customerId });
  expect(JSON.stringify(result)).not.toMatch(/miller|496/);
});

test("a resource is masked too", async () => {
  await using upstream = await startUpstream(() => ({ json: personal }));
  await using client = await connect({ ...upstream.environment, CODAT_MASK: "email,phone,address,tax" });
  const { contents } = await client.readResource(`codat://companies/${companyId}/customers/${customerId}`);
  for (const secret of secrets) expect(contents[0]?.text).not.toContain(secret);
});

describe("a query or an order that names a masked field is refused, and nothing asked", () => {
  test.each([
    [{ query: "emailAddress~jo" }, "email"],
    [{ query: "status=Active && { emailaddress = jo }" }, "email"],
    [{ query: "customerName~x||phone>0" }, "phone"],
    [{ query: "taxNumber!=" }, "tax"],
    [{ query: "registrationNumber=1" }, "tax"],
    [{ query: "status=Active & emailAddress~jo" }, "email"],
    [{ query: "status=Active and (emailAddress~jo)" }, "email"],
    [{ query: "supplementalData.content.note~jo" }, "tax"],
    [{ orderBy: "-emailAddress" }, "email"],
    [{ orderBy: "taxNumber" }, "tax,email"],
  ])("%j with %s", async (args, mask) => {
    await using upstream = await startUpstream(() => ({ json: { results: [] } }));
    await using client = await connect({ ...upstream.environment, CODAT_MASK: mask });
    const result = await client.callTool("list_customers", { companyId, ...args });
    expect(errorOf(result).kind).toBe("arguments");
    expect(textOf(result)).toContain("must not name a field that CODAT_MASK masks");
    expect(upstream.requests).toEqual([]);
  });

  test.each([
    [{ query: "emailAddress~jo" }, "phone"],
    [{ query: "customerName~email" }, "email"],
    [{ orderBy: "-modifiedDate" }, "email,phone,address,tax"],
  ])("others are asked: %j with %s", async (args, mask) => {
    await using upstream = await startUpstream(() => ({ json: { results: [] } }));
    await using client = await connect({ ...upstream.environment, CODAT_MASK: mask });
    expect((await client.callTool("list_customers", { companyId, ...args })).isError).toBeFalsy();
  });
});

describe("a file", () => {
  const file = { companyId, connectionId, customerId, attachmentId };
  const words =
    "Call Jo on +44 161 496 0142 or 0161 496 0143, (212) 555-0199.\njo@harbour.co.uk owes 1 234 567.89 since 2026-06-30, invoice 00999142, 01/02/2026.";
  const start = () =>
    startUpstream((url) =>
      url.endsWith("/download") ? { body: words } : { json: { id: attachmentId, name: "a.txt" } },
    );

  test("read as text has its e-mail addresses and telephone numbers masked, and says what cannot be", async () => {
    await using upstream = await start();
    await using client = await connect({ ...upstream.environment, CODAT_MASK: "email,phone" });
    const text = textOf(await client.callTool("download_customer_attachment", { ...file, format: "text" }));
    expect(text).toContain("Call Jo on ••• (phone) #1 or ••• (phone) #2, ••• (phone) #3.");
    expect(text).toContain(
      "j•••@h•••.co.uk #4 owes 1 234 567.89 since 2026-06-30, invoice 00999142, 01/02/2026.",
    );
    expect(text).toContain("the rest cannot be");
  });

  test("as bytes says that nothing in it is masked", async () => {
    await using upstream = await start();
    await using client = await connect({ ...upstream.environment, CODAT_MASK: "email" });
    const result = await client.callTool("download_customer_attachment", file);
    expect(textOf(result)).toContain("CODAT_MASK does not reach into the bytes of a file");
  });

  test.each(clients)("is not handed out in any way where files are masked (%s)", async (kind) => {
    await using upstream = await start();
    await using client = await connect({ ...upstream.environment, CODAT_MASK: "files" }, kind);
    for (const format of ["base64", "text", "link"]) {
      const result = await client.callTool("download_customer_attachment", { ...file, format });
      expect(errorOf(result).kind).toBe("not_allowed");
    }
    const uri = `codat://companies/${companyId}/connections/${connectionId}/customers/${customerId}/attachments/${attachmentId}`;
    await expect(client.readResource(`${uri}/content`)).rejects.toThrow(/CODAT_MASK/);
    expect((await client.readResource(uri)).contents[0]?.text).toContain("a.txt");
    expect(upstream.requests.filter(({ url }) => url.endsWith("/download"))).toEqual([]);
  });
});

test("the client is told which masks are on", async () => {
  await using client = await connect({ CODAT_MASK: "email,tax" });
  expect(client.instructions()).toContain("Masked here: email, tax.");
});

test("whatever stands in a masked field, no part of it that is longer than two characters comes out", () => {
  const { json } = createMask(maskKinds);
  const route = customerRoute("x", "1");
  fc.assert(
    fc.property(
      fc.string({ minLength: 5 }).filter((text) => !/[@.•#\d ]/.test(text)),
      (secret) => {
        const answer = { emailAddress: secret, contacts: [{ phone: { deep: [secret] } }], taxNumber: secret };
        expect(JSON.stringify(json(route, answer))).not.toContain(JSON.stringify(secret).slice(1, -1));
      },
    ),
  );
});

test("masking a long text takes no longer for being odd", () => {
  const { text } = createMask(["email", "phone"]);
  for (const unit of ["a", "a@", "0 ", "+1 ", "(", "0161 "]) {
    const startedAt = performance.now();
    text(unit.repeat(500_000));
    expect(performance.now() - startedAt).toBeLessThan(10_000);
  }
});
