export { companies, type SandboxCompany } from "./companies.ts";
export { sandboxNotes } from "./notes.ts";
export { type Sandbox, startSandbox } from "./server.ts";
