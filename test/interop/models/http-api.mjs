import { once } from "node:events";
import { createServer } from "node:http";
import { json } from "node:stream/consumers";

/**
 * A model's HTTP API on loopback, for hosts that support no other model. It calls one case after the other and then finishes.
 * `api` parses the requests and writes the responses.
 */
export async function startModel(api, cases) {
  const waiting = Object.entries(cases);
  let last = {};
  const server = createServer(async (request, response) => {
    if (!api.path.test(request.url)) return response.writeHead(404).end("{}");
    const body = await json(request);
    const offered = api.offered(body);
    const ours = ([, one]) => offered.some(({ name }) => named(name, one.tool));
    // A host may also send its model other requests, without tools.
    const asked = waiting[0] && ours(waiting[0]) ? call(waiting.shift(), offered) : undefined;
    if (offered.length > 0) last = body;
    const events = api.answer(asked).map(({ type, data }) => {
      const line = `data: ${JSON.stringify(type ? { type, ...data } : data)}\n\n`;
      return type ? `event: ${type}\n${line}` : line;
    });
    response.writeHead(200, { "content-type": "text/event-stream" }).end(events.join(""));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    /** This server's tools and the results by case, from the last request. */
    observed() {
      const names = api.offered(last).map(({ name }) => name);
      const wanted = new Set(Object.values(cases).map(({ tool }) => tool));
      const tools = names.filter((name) => [...wanted].some((tool) => named(name, tool)));
      return { tools, seen: api.seen(last) };
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

function call([id, { tool, args }], offered) {
  return { id, args, ...offered.find(({ name }) => named(name, tool)) };
}

// Hosts prefix tool names with the server's name.
function named(name, tool) {
  return name === tool || name.endsWith(`_${tool}`);
}
