import "../../src/base/zod-without-jit.ts";
import { createServer } from "node:http";
import { createLog } from "../../src/base/log.ts";
import { readCommand } from "../../src/cli/command.ts";
import { createRedactor } from "../../src/codat/redact.ts";
import { createAuthenticator } from "../../src/http/callers/authenticator.ts";
import { createHandler } from "../../src/http/create-handler.ts";
import { listen } from "../../src/http/node/listen.ts";
import { createExchanges } from "../../src/http/node/listener.ts";
import { createServing, type Serving } from "../../src/serving/serving.ts";
import { addInputRequired } from "./fixtures/input-required.ts";
import { addPrompts } from "./fixtures/prompts.ts";
import { addResources } from "./fixtures/resources.ts";
import { addSchemas } from "./fixtures/schemas.ts";
import { addTools } from "./fixtures/tools.ts";

interface RunningServer {
  url: string;
  close: () => Promise<void>;
}

const flags = [
  "--sandbox",
  "--toolsets=customers,companies",
  "--log-level=error",
  "--http-port=0",
  "--http-calls-per-minute=100000",
];

/** The HTTP service with its sandbox, all its tools, and the fixtures that the suite needs. */
export async function startServer(): Promise<RunningServer> {
  const command = readCommand(["http", ...flags], {});
  if (command.name !== "http") throw new Error("This is not the http command.");
  const { settings, keySource, maskSecret } = command;
  const redactor = createRedactor();
  const log = createLog(settings.logLevel, (line) => process.stderr.write(line), redactor.redact);
  const serving = createServing(settings, {
    version: "0.0.0",
    keySource,
    maskSecret,
    pid: process.pid,
    log,
    redactor,
    worker: new URL("../../dist/document-worker.cjs", import.meta.url),
    proxyModule: new URL("../../dist/proxy.mjs", import.meta.url),
    sandboxModule: new URL("../../dist/sandbox.mjs", import.meta.url),
  });
  const server = createServer();
  const url = await listen(server, settings);
  // The suite also calls as a page of this server's own origin.
  const origins = [url.origin, `http://localhost:${url.port}`];
  const handler = createHandler(
    { ...settings, httpAllowedOrigins: origins },
    {
      serving: withFixtures(serving),
      authenticator: createAuthenticator(settings, {
        log,
        proxyModule: new URL("../../dist/proxy.mjs", import.meta.url),
      }),
      replica: "conformance",
      log,
    },
  );
  server.on("request", createExchanges(handler, log).listener);
  return {
    url: url.href,
    async close() {
      server.close();
      server.closeAllConnections();
      await handler.close();
    },
  };
}

function withFixtures({ grant, ...serving }: Serving): Serving {
  return {
    ...serving,
    async grant(settings) {
      const factory = await grant(settings);
      return () => {
        const server = factory();
        for (const add of [addTools, addResources, addPrompts, addInputRequired, addSchemas]) add(server);
        return server;
      };
    },
  };
}
