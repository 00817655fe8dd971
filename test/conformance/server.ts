import "../../src/base/zod-without-jit.ts";
import { createLog } from "../../src/base/log.ts";
import { readCommand } from "../../src/cli/command.ts";
import { createRedactor } from "../../src/codat/redact.ts";
import { createServing } from "../../src/serving/serving.ts";
import { addInputRequired } from "./fixtures/input-required.ts";
import { addPrompts } from "./fixtures/prompts.ts";
import { addResources } from "./fixtures/resources.ts";
import { addSchemas } from "./fixtures/schemas.ts";
import { addTools } from "./fixtures/tools.ts";
import { type Mount, mount } from "./mount.ts";

/** This server with its sandbox, all its tools, and the fixtures that the suite needs. */
export async function startServer(): Promise<Mount> {
  const command = readCommand(["--sandbox", "--toolsets=customers,companies", "--log-level=error"], {});
  if (command.name !== "serve") throw new Error("This is not the serve command.");
  const redactor = createRedactor();
  const log = createLog(
    command.settings.logLevel,
    (line) => process.stderr.write(`${line}\n`),
    redactor.redact,
  );
  const serving = createServing(command.settings, {
    version: "0.0.0",
    keySource: command.keySource,
    pid: process.pid,
    log,
    redactor,
    worker: new URL("../../dist/document-worker.mjs", import.meta.url),
    proxyModule: new URL("../../dist/proxy.mjs", import.meta.url),
    sandboxModule: new URL("../../dist/sandbox.mjs", import.meta.url),
  });
  const factory = await serving.grant(command.settings);
  const served = await mount(() => {
    const server = factory();
    for (const add of [addTools, addResources, addPrompts, addInputRequired, addSchemas]) add(server);
    return server;
  });
  return {
    url: served.url,
    async close() {
      await served.close();
      await serving.close();
    },
  };
}
