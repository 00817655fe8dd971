import { createServer } from "node:http";
import { getRequestListener } from "@hono/node-server";
import express from "express";

/** An Express app with its own pages and the service at /mcp. */
export function withExpress(service) {
  const app = express();
  // Before express.json(), which would read the body. Not with app.use, which removes /mcp from the URL.
  app.all("/mcp", getRequestListener(service.fetch));
  app.use(express.json());
  app.get("/", (_, response) => response.send("This program's own page."));
  return createServer(app);
}
