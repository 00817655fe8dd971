import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { customerRoute, customersRoute } from "../../../src/codat/routes.ts";
import { createMask } from "../../../src/guard/mask/mask.ts";
import { type MaskKind, maskKinds } from "../../../src/settings/table.ts";
import { type ClientKind, clients, connect, errorOf, fileOf, textOf } from "../../support/connect.ts";
import { cpuMs } from "../../support/cpu-time.ts";
import { images } from "../../support/images.ts";
import { ids, startUpstream } from "../../support/upstream.ts";

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

test.each(clients)("fields are masked in data and in text, and remain present (%s)", async (kind) => {
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

test("missing, null and empty values stay unchanged and get no number", async () => {
  const empty = { emailAddress: null, phone: "", addresses: [], taxNumber: null, supplementalData: null };
  const { structuredContent } = await get("email,phone,address,tax", undefined, empty);
  expect(structuredContent).toEqual(empty);
});

test("equal values have equal numbers in every field and every result, without case; different values never", async () => {
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
      "A•••@x•••.example #1",
    ]);
  }
});

describe("Codat's text in an error", () => {
  const failing = async (
    error: string,
    mask: string,
    args: Record<string, unknown>,
    tool = "get_customer",
  ) => {
    await using upstream = await startUpstream(() => ({
      status: 400,
      json: { error, correlationId: "4f2a" },
    }));
    await using client = await connect({ ...upstream.environment, CODAT_MASK: mask });
    return textOf(await client.callTool(tool, { companyId, ...args }));
  };

  test("is masked without numbers", async () => {
    const error = "Contact jo.miller@harbour.co.uk, +44 161 496 0142, is invalid";
    const text = await failing(error, "email,phone", { customerId });
    expect(text).toContain("Contact j•••@h•••.co.uk, ••• (phone), is invalid");
    expect(text).not.toContain("#");
  });

  test("is masked even if JSON escapes it", async () => {
    const body = '{"error":"Contact jo.miller\\u0040harbour.co.uk is invalid"}';
    await using upstream = await startUpstream(() => ({ status: 400, body }));
    await using client = await connect({ ...upstream.environment, CODAT_MASK: "email" });
    const text = textOf(await client.callTool("get_customer", { companyId, customerId }));
    expect(text).toContain("Contact j•••@h•••.co.uk is invalid");
  });

  test("uses no numbers: those of records start at 1", async () => {
    const error = "No customer 0161 496 0142";
    await using upstream = await startUpstream((url) =>
      url.endsWith("/1") ? { json: { phone: "020 7946 0018" } } : { status: 404, json: { error } },
    );
    await using client = await connect({ ...upstream.environment, CODAT_MASK: "phone" });
    await client.callTool("get_customer", { companyId, customerId: "2" });
    const { structuredContent } = await client.callTool("get_customer", { companyId, customerId: "1" });
    expect(structuredContent).toMatchObject({ phone: "••• #1" });
  });

  test.each([
    ["0161 496 0142", "0161 496 0142"],
    ["0161 496 0142", "0161%20496%200142"],
    ["0161 496 0142", "0161+496+0142"],
    ["0161 496 0142", "0161\u00a0496\u00a00142"],
    ["GB9'99", "gb9'99"],
    ["GB9'99", "GB9&#39;99"],
    ['GB"9', 'GB\\"9'],
    ["attachments", "attachments"],
  ])("does not repeat a requested id: %s as %s", async (id, repeated) => {
    const text = await failing(`No such record: ${repeated}, of company ${companyId}.`, "tax", {
      customerId: id,
    });
    expect(text).toContain("[requested id], of company [requested id].");
  });

  test("repeats no requested id in any place of an answer, whatever is called", async () => {
    const requested = { companyId, connectionId, customerId: "0161 496 0142", attachmentId: "GB999142007" };
    const error = `${Object.values(requested).join(", ")}, ${encodeURIComponent(requested.customerId)}`;
    await using upstream = await startUpstream(() => ({
      status: 400,
      json: { error, correlationId: requested.attachmentId },
    }));
    await using client = await connect({
      ...upstream.environment,
      CODAT_MASK: "phone,tax",
      CODAT_TOOLSETS: "customers,companies",
    });
    const { tools } = await client.listTools();
    for (const { name, inputSchema } of tools) {
      const taken = Object.entries(requested).filter(([id]) =>
        Object.hasOwn(Object(inputSchema.properties), id),
      );
      const result = await client.callTool(name, Object.fromEntries(taken));
      expect(errorOf(result).kind, name).toBe("bad_request");
      const answer = JSON.stringify(result);
      for (const [, id] of taken) expect(answer, name).not.toContain(id);
      // Masked, it would tell that it has the form of a telephone number.
      if (taken.some(([id]) => id === "customerId")) expect(answer, name).not.toContain("(phone)");
      expect(answer, name).not.toMatch(/#\d/);
    }
    expect(tools.length).toBeGreaterThan(6);
  });

  test("keeps words that an id is only a part of", async () => {
    const text = await failing("Record 12 of 123 (no. 2)", "tax", { customerId: "12" });
    expect(text).toContain("Record [requested id] of 123 (no. 2)");
  });

  test("does not repeat a requested value, only the name of the property", async () => {
    const query = "foo=GB999142007 && { status = Active || bar in (one, two) }";
    const error = "Could not resolve property foo on Customer, GB999142007, Active, bar, two, one";
    const text = await failing(error, "tax", { query }, "list_customers");
    expect(text).toContain(
      "Could not resolve property foo on Customer, [requested value], [requested value], bar, [requested value], [requested value]",
    );
  });

  test("repeats ids if no mask is set", async () => {
    expect(await failing("No customer 0161 496 0142", "none", { customerId: "0161 496 0142" })).toContain(
      "No customer 0161 496 0142",
    );
  });
});

test("a query that is too long for Codat is rejected unchecked", async () => {
  await using upstream = await startUpstream(() => ({ json: { results: [] } }));
  await using client = await connect({ ...upstream.environment, CODAT_MASK: "email" });
  const result = await client.callTool("list_customers", {
    companyId,
    query: `customerName~${"a".repeat(2_048)}`,
  });
  expect(errorOf(result).kind).toBe("arguments");
  expect(upstream.requests).toEqual([]);
});

test("a resource is masked too", async () => {
  await using upstream = await startUpstream(() => ({ json: personal }));
  await using client = await connect({ ...upstream.environment, CODAT_MASK: "email,phone,address,tax" });
  const { contents } = await client.readResource(`codat://companies/${companyId}/customers/${customerId}`);
  for (const secret of secrets) expect(contents[0]?.text).not.toContain(secret);
});

describe("a query or orderBy that names a masked field is rejected without a request", () => {
  test.each([
    [{ query: "emailAddress~jo" }, "email"],
    [{ query: "status=Active && { emailaddress = jo }" }, "email"],
    [{ query: "customerName~x||phone>0" }, "phone"],
    [{ query: "taxNumber!=" }, "tax"],
    [{ query: "registrationNumber=1" }, "tax"],
    [{ query: "status=Active & emailAddress~jo" }, "email"],
    [{ query: "status=Active and (emailAddress~jo)" }, "email"],
    [{ query: "supplementalData.content.note~jo" }, "tax"],
    [{ query: "contacts~jo" }, "email"],
    [{ query: "contacts.email~jo" }, "email"],
    [{ query: "contacts[0].email~jo" }, "email"],
    [{ query: 'contacts["email"]~jo' }, "email"],
    [{ query: "status=Active && contacts [ 'email' ] ~ jo" }, "email"],
    [{ query: "CONTACTS.Email~jo" }, "email"],
    [{ query: "contacts.phone.number~0161" }, "phone"],
    [{ query: "contacts~Market" }, "address"],
    [{ query: "addresses~Market" }, "address"],
    [{ query: "addresses.city=Leeds" }, "address"],
    [{ query: "EMAILADDRESS~jo" }, "email"],
    [{ query: "eMaIlAdDrEsS~jo" }, "email"],
    [{ query: "e\u200bmail~jo" }, "email"],
    [{ query: "ｅｍａｉｌ~jo" }, "email"],
    [{ query: "%65mailAddress%7Ejo" }, "email"],
    [{ query: "%2565mailAddress~jo" }, "email"],
    [{ query: "contacts%2Eemail~jo" }, "email"],
    [{ query: " ( emailAddress ) ~ jo" }, "email"],
    [{ query: "'emailAddress'=jo" }, "email"],
    [{ query: "!emailAddress=jo" }, "email"],
    [{ query: "=emailAddress=jo" }, "email"],
    [{ query: "status={emailAddress~jo}" }, "email"],
    [{ query: "emailAddress in (jo, al)" }, "email"],
    [{ query: "emailAddress not in (jo)" }, "email"],
    [{ query: "status=Active and emailAddress in (jo)" }, "email"],
    [{ query: "contains(emailAddress, 'jo')" }, "email"],
    [{ query: "not contains(emailAddress, 'jo')" }, "email"],
    [{ query: "status=Active and contains(emailAddress, jo)" }, "email"],
    [{ query: "lower(contacts.email)=jo" }, "email"],
    [{ query: "startswith('jo', emailAddress)" }, "email"],
    [{ query: "emailAddress eq 'jo'" }, "email"],
    [{ query: "emailAddress:jo" }, "email"],
    [{ query: "status eq Active and emailAddress like jo" }, "email"],
    [{ query: "emailAddress" }, "email"],
    [{ query: "supplementalData~jo" }, "files"],
    [{ orderBy: "contacts.email" }, "email"],
    [{ orderBy: 'contacts["email"] desc' }, "email"],
    [{ orderBy: "customerName,-EmailAddress" }, "email"],
    [{ orderBy: "%2DemailAddress" }, "email"],
    [{ orderBy: "supplementalData.content" }, "phone"],
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
    [{ query: "customerName~contacts" }, "email"],
    [{ query: "customerName=email" }, "email"],
    [{ query: 'customerName=12" email' }, "email"],
    [{ query: "customerName=Email & Phone Ltd" }, "email,phone"],
    [{ query: "{customerName=Tax in one||customerName~phone} && status=Active" }, "phone,tax"],
    [{ query: "customerName in (email, phone)" }, "email,phone"],
    [{ query: "contains(customerName, 'email')" }, "email"],
    [{ query: "customerName eq email" }, "email"],
    [{ query: "customerName~email=x" }, "email"],
    [{ query: "customerName=jo@x.example" }, "email"],
    [{ query: "id=phone.1 && modifiedDate>2026-01-01T00:00:00" }, "phone"],
    [{ query: "metadata.isDeleted!=true" }, "email,phone,address,tax,files"],
    [{ query: "contacts~jo" }, "tax"],
    [{ query: "emailAddress~jo" }, "none"],
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

  test("as text: email addresses and phone numbers are masked, with a note on what cannot be masked", async () => {
    await using upstream = await start();
    await using client = await connect({ ...upstream.environment, CODAT_MASK: "email,phone" });
    const text = textOf(await client.callTool("download_customer_attachment", { ...file, format: "text" }));
    expect(text).toContain("Call Jo on ••• (phone) #1 or ••• (phone) #2, ••• (phone) #3.");
    expect(text).toContain(
      "j•••@h•••.co.uk #4 owes 1 234 567.89 since 2026-06-30, invoice 00999142, 01/02/2026.",
    );
    expect(text).toContain("CODAT_MASK masks email addresses and phone numbers in this text by their format");
    expect(text).not.toContain("does not reach");
  });

  test("as text: a note lists the active masks that do not apply", async () => {
    await using upstream = await start();
    await using client = await connect({ ...upstream.environment, CODAT_MASK: "address,tax" });
    const text = textOf(await client.callTool("download_customer_attachment", { ...file, format: "text" }));
    expect(text).toContain(
      "CODAT_MASK does not mask postal addresses and tax and registration numbers in the text of a file.",
    );
    expect(text).not.toContain("email");
    expect(text).toContain("jo@harbour.co.uk owes");
  });

  test("as bytes: a note reports that nothing is masked", async () => {
    await using upstream = await start();
    await using client = await connect({ ...upstream.environment, CODAT_MASK: "email" });
    const result = await client.callTool("download_customer_attachment", { ...file, format: "base64" });
    expect(textOf(result)).toContain(
      "CODAT_MASK does not cover the bytes of a file: email addresses in it are not masked.",
    );
  });

  test("as an image: a note reports that pixels are not masked", async () => {
    await using upstream = await startUpstream((url) =>
      url.endsWith("/download") ? { body: images["true-color.png"] } : { json: { name: "a.png" } },
    );
    await using client = await connect({ ...upstream.environment, CODAT_MASK: "email,phone" });
    for (const format of ["auto", "image"]) {
      const result = await client.callTool("download_customer_attachment", { ...file, format });
      expect(result.content[1]?.type).toBe("image");
      expect(textOf(result)).toContain(
        "CODAT_MASK does not cover an image: email addresses and phone numbers in it are not masked.",
      );
    }
  });

  test("is searched after its text was masked", async () => {
    await using upstream = await start();
    await using client = await connect({ ...upstream.environment, CODAT_MASK: "email" });
    const search = async (find: string) =>
      fileOf(await client.callTool("download_customer_attachment", { ...file, find })).matches;
    expect(await search("jo@harbour.co.uk")).toBe(0);
    expect(await search("owes")).toBe(1);
  });

  test.each(clients)("is never returned in any format if files are blocked (%s)", async (kind) => {
    await using upstream = await start();
    await using client = await connect({ ...upstream.environment, CODAT_MASK: "files" }, kind);
    for (const format of [undefined, "auto", "text", "image", "base64", "link"]) {
      const result = await client.callTool("download_customer_attachment", { ...file, format });
      expect(errorOf(result).kind).toBe("not_allowed");
    }
    const uri = `codat://companies/${companyId}/connections/${connectionId}/customers/${customerId}/attachments/${attachmentId}`;
    await expect(client.readResource(`${uri}/content`)).rejects.toThrow(/CODAT_MASK/);
    expect((await client.readResource(uri)).contents[0]?.text).toContain("a.txt");
    expect(upstream.requests.filter(({ url }) => url.endsWith("/download"))).toEqual([]);
  });
});

test("the instructions name the active masks, and only those", async () => {
  const told = async (mask: string) => {
    await using client = await connect({ CODAT_MASK: mask });
    return client.instructions();
  };
  expect(await told("email,tax")).toContain(
    "Masked here: email, tax. Each masked value ends with # and a tag",
  );
  expect(await told("email,tax")).not.toContain("File contents");
  expect(await told("files")).toContain("File contents are blocked by CODAT_MASK.");
  expect(await told("files")).not.toContain("tag");
  expect(await told("none")).not.toContain("asked");
});

test("no part of a masked value longer than two characters is returned", () => {
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

describe("any text of a million characters is masked in linear time", () => {
  const { text } = createMask(["email", "phone"]);
  const units = [
    "a",
    "a@",
    "@",
    "%40",
    "(at)",
    "a.",
    "a@a.",
    "a @ a.a ",
    "jo＠x．uk ",
    "a@a(dot)",
    "0",
    "0 ",
    "1",
    "1\u00a0",
    "+1 ",
  ];
  const numbers = [
    "0161 ",
    "0161 496 0142 ",
    "٠١٦١ ",
    "𝟎",
    "12-",
    "1.2.3 ",
    "1/",
    "(",
    "+(",
    "tel 1",
    "no 1234567890 ",
    "1234567890,",
  ];
  const others = ["AA00 ", "AA00", "x1", "#1 ", "12/12/2026 ", "0 000 000 ", "\u0301", "\u2011", "😀"];
  test.each([...units, ...numbers, ...others])("%j", (unit) => {
    const long = unit.repeat(1_000_000 / unit.length);
    expect(cpuMs(() => text(long))).toBeLessThan(5_000);
  });
});

test("an error text of 64 KiB about a query with hundreds of values is masked in linear time", () => {
  const { message } = createMask(["email"]);
  const values = Array.from({ length: 650 }, (_, nth) => (nth + 36).toString(36));
  const text = "q  ".repeat(21_000);
  expect(
    cpuMs(() => message(text, customersRoute(companyId), { query: `id in (${values.join()})` })),
  ).toBeLessThan(5_000);
});

test("a record with fifty thousand odd names is masked in linear time", () => {
  const { json } = createMask(["email", "phone", "address", "tax"]);
  const names = Array.from({ length: 50_000 }, (_, nth) => `nonononononononononononono${nth}X`);
  const record = Object.fromEntries(names.map((name) => [name, 1]));
  expect(cpuMs(() => json(customerRoute("x", "1"), record))).toBeLessThan(5_000);
});
