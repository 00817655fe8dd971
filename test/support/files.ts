import { companies, type Sandbox, startSandbox } from "../../src/sandbox/index.ts";
import { type Connection, connect } from "./connect.ts";

/** The sandbox customer with files of every type, and a connected client. */
export interface FileRoom extends AsyncDisposable {
  client: Connection;
  sandbox: Sandbox;
  /** The ids of the file with this name. */
  ids(name: string): Promise<Record<string, string>>;
}

/** Connects a client for that customer. `environment` adds settings. */
export async function openFiles(environment: Record<string, string> = {}): Promise<FileRoom> {
  const sandbox = await startSandbox();
  const client = await connect({
    CODAT_BASE_URL: sandbox.baseUrl,
    CODAT_API_KEY: sandbox.apiKey,
    ...environment,
  });
  const company = companies[0];
  const of = {
    companyId: company?.id ?? "",
    connectionId: company?.connectionId ?? "",
    customerId: "d0000000-0000-4000-8000-000000000001",
  };
  return {
    client,
    sandbox,
    async ids(name) {
      const { structuredContent } = await client.callTool("list_customer_attachments", of);
      const { attachments } = structuredContent as { attachments: { id: string; name: string }[] };
      return { ...of, attachmentId: attachments.find((file) => file.name === name)?.id ?? `no ${name}` };
    },
    async [Symbol.asyncDispose]() {
      await client[Symbol.asyncDispose]();
      await sandbox.close();
    },
  };
}
