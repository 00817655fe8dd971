// Starts the service in a server of node:http on port 8080, until Ctrl+C.
import { startService, users } from "./service.mjs";
import { withNode } from "./with-node.mjs";

const service = startService();
const server = withNode(service).listen(8080, "127.0.0.1", () => {
  const [session] = users.keys();
  process.stdout.write(`http://127.0.0.1:8080/mcp, with the header Authorization: Bearer ${session}\n`);
});
process.once("SIGINT", () => {
  server.close(() => service.close());
  server.closeAllConnections();
});
