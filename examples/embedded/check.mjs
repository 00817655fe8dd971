// Mounts the service in each kind of server. Checks that each user reads only their own borrower, and that the program's own
// page still answers. Exits with 1 at the first difference.
import assert from "node:assert/strict";
import { once } from "node:events";
import { Client, StreamableHTTPClientTransport } from "@modelcontextprotocol/client";
import { startService, users } from "./service.mjs";
import { withExpress } from "./with-express.mjs";
import { withHono } from "./with-hono.mjs";
import { withNode } from "./with-node.mjs";

for (const mount of [withNode, withExpress, withHono]) await check(mount);

async function check(mount) {
  const service = startService();
  const server = mount(service).listen(0, "127.0.0.1");
  await once(server, "listening");
  const origin = `http://127.0.0.1:${server.address().port}`;
  try {
    assert.equal(await (await fetch(origin)).text(), "This program's own page.");
    assert.equal((await fetch(`${origin}/mcp`, { method: "POST" })).status, 401);
    assert.equal((await fetch(`${origin}/mcp`)).status, 405);
    const people = [...users];
    await Promise.all(people.map(([session, user]) => checkUser(`${origin}/mcp`, session, user)));
    process.stdout.write(`${mount.name}: ${people.length} users read only their own borrower.\n`);
  } finally {
    server.close();
    server.closeAllConnections();
    await service.close();
  }
}

async function checkUser(url, session, { name, companies: [companyId], mask = [] }) {
  const client = new Client({ name, version: "1.0.0" });
  const requestInit = { headers: { authorization: `Bearer ${session}` } };
  await client.connect(new StreamableHTTPClientTransport(new URL(url), { requestInit }));
  const call = (tool, args) => client.callTool({ name: tool, arguments: args });
  const { structuredContent: found } = await call("find_companies", {});
  assert.deepEqual(
    found.results.map(({ id }) => id),
    [companyId],
  );
  const { structuredContent: page } = await call("list_customers", { pageSize: 5 });
  const addresses = page.results.map(({ emailAddress }) => emailAddress).filter(Boolean);
  assert.ok(addresses.length > 0);
  assert.equal(
    addresses.every((address) => address.includes("•••")),
    mask.includes("email"),
  );
  const others = [...users.values()].flatMap(({ companies }) => companies).filter((id) => id !== companyId);
  for (const other of others) {
    const { isError, content } = await call("list_customers", { companyId: other });
    assert.ok(isError && content[0].text.includes("not allowed to read this company"));
  }
  await client.close();
}
