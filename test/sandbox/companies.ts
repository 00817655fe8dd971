import { companies, type SandboxCompany } from "../../src/sandbox/index.ts";

/** The sandbox company on this platform. */
export function companyOn(platform: string): SandboxCompany {
  const company = companies.find((candidate) => candidate.platform === platform);
  if (!company) throw new Error(`The sandbox has no company on ${platform}.`);
  return company;
}

export const xero = companyOn("Xero");
export const sage = companyOn("Sage 50 (UK)");
export const quickBooks = companyOn("QuickBooks Online");
export const freeAgent = companyOn("FreeAgent");

export const customersPath = (company: SandboxCompany) => `/companies/${company.id}/data/customers`;

export const attachmentsPath = (company: SandboxCompany, customerId: string) =>
  `/companies/${company.id}/connections/${company.connectionId}/data/customers/${encodeURIComponent(customerId)}/attachments`;
