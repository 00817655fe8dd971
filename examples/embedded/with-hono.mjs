import { createAdaptorServer } from "@hono/node-server";
import { Hono } from "hono";

/** A Hono app with its own pages and the service at /mcp. */
export function withHono(service) {
  const app = new Hono();
  app.all("/mcp", ({ req }) => service.fetch(req.raw));
  app.get("/", (context) => context.text("This program's own page."));
  return createAdaptorServer(app);
}
