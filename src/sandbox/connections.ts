import { bakery, components, type SandboxCompany, studio, wholesaler } from "./companies.ts";

export interface Connection {
  readonly id: string;
  readonly integrationId: string;
  readonly integrationKey: string;
  readonly sourceId: string;
  readonly platformName: string;
  readonly linkUrl: string;
  readonly status: "Linked" | "Unlinked" | "Deauthorized";
  readonly lastSync?: string;
  readonly created: string;
  readonly sourceType: "Accounting" | "Banking";
  readonly dataConnectionErrors?: readonly object[];
}

type Described = Omit<Connection, "integrationId" | "integrationKey" | "sourceId" | "linkUrl">;

/** The connections of a company, as Codat lists them. */
export function connectionsOf(company: SandboxCompany): readonly Connection[] {
  return described(company).map(({ id, platformName, status, ...rest }) => ({
    id,
    integrationId: id.replace(/^./, "e"),
    integrationKey: platformName
      .toLowerCase()
      .replace(/[^a-z]/g, "")
      .slice(0, 4),
    sourceId: id.replace(/^./, "9"),
    platformName,
    linkUrl: `https://link.codat.example/companies/${company.id}/connections/${id}/start`,
    status,
    ...rest,
  }));
}

function described(company: SandboxCompany): readonly Described[] {
  const accounting = {
    id: company.connectionId,
    platformName: company.platform,
    sourceType: "Accounting",
  } as const;
  switch (company) {
    case wholesaler:
      return [
        {
          id: "a0000000-0000-4000-8000-000000000011",
          platformName: "Clear Books",
          status: "Unlinked",
          lastSync: "2025-03-31T22:10:54.1180042Z",
          created: "2025-01-14T09:12:31Z",
          sourceType: "Accounting",
        },
        {
          ...accounting,
          status: "Linked",
          lastSync: "2026-06-30T06:12:09.6464237Z",
          created: "2025-04-02T10:30:05Z",
        },
        {
          id: "b0000000-0000-4000-8000-000000000012",
          platformName: "TrueLayer",
          status: "Linked",
          lastSync: "2026-06-30T06:40:51Z",
          created: "2025-04-02T10:41:17Z",
          sourceType: "Banking",
        },
      ];
    case components:
      return [
        {
          ...accounting,
          status: "Linked",
          lastSync: "2026-06-29T19:02:44Z",
          created: "2025-09-08T14:26:00Z",
        },
      ];
    case bakery:
      return [{ ...accounting, status: "Linked", created: "2026-06-26T16:55:40Z" }];
    case studio:
      return [
        {
          ...accounting,
          status: "Deauthorized",
          lastSync: "2025-02-11T05:48:20Z",
          created: "2025-01-20T11:05:09Z",
          dataConnectionErrors: [
            {
              statusCode: "401",
              statusText: "Unauthorized",
              errorMessage: "The access token was revoked in the platform.",
              erroredOnUtc: "2025-05-19T05:45:02Z",
              status: "Active",
            },
          ],
        },
      ];
    default:
      return [];
  }
}
