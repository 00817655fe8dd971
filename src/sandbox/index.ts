export { companies, type SandboxCompany } from "./companies.ts";
export { type Sandbox, type SandboxRequest, startSandbox } from "./server.ts";
