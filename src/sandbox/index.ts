export { companies, type SandboxCompany } from "./companies.ts";
export { sandboxNotes } from "./notes.ts";
export { type Sandbox, type SandboxRequest, startSandbox } from "./server.ts";
