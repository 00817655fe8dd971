/** A made-up borrower; `connectionId` is its accounting connection. */
export interface SandboxCompany {
  readonly id: string;
  readonly name: string;
  readonly platform: string;
  readonly connectionId: string;
  /** One line that helps a client choose a company. */
  readonly description: string;
}

export const wholesaler: SandboxCompany = {
  id: "c0000000-0000-4000-8000-000000000001",
  name: "Larkmoor Wholesale Ltd",
  platform: "Xero",
  connectionId: "a0000000-0000-4000-8000-000000000001",
  description: "240 customers. The first, Brackenhall Catering Ltd, has files of every type.",
};

export const components: SandboxCompany = {
  id: "c0000000-0000-4000-8000-000000000002",
  name: "Tollgate Marine Components Ltd",
  platform: "Sage 50 (UK)",
  connectionId: "a0000000-0000-4000-8000-000000000002",
  description: "Customers with unusual ids, missing values and unexpected values.",
};

export const bakery: SandboxCompany = {
  id: "c0000000-0000-4000-8000-000000000003",
  name: "Copper Whisk Bakery Ltd",
  platform: "QuickBooks Online",
  connectionId: "a0000000-0000-4000-8000-000000000003",
  description: "Its customers were never synced: Codat returns 409.",
};

export const studio: SandboxCompany = {
  id: "c0000000-0000-4000-8000-000000000004",
  name: "Fernhollow Design Studio",
  platform: "FreeAgent",
  connectionId: "a0000000-0000-4000-8000-000000000004",
  description: "Its connection is deauthorized: 12 customers from an old sync, no attachments.",
};

export const companies: readonly SandboxCompany[] = [wholesaler, components, bakery, studio];
