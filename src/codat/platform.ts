// How the names of the platforms that Codat reads begin, in lowercase letters and digits.
const platforms =
  /^(?:xero|quickbooks|qbo|qbd|sage|intacct|netsuite|oracle|dynamics|microsoft|businesscentral|zoho|freeagent|freshbooks|myob|exact|odoo|clearbooks|kashflow|reckon|wave|iplicit|economic|fortnox|tripletex|shopify|stripe|square|paypal|plaid|truelayer|sandbox)/;

/** The platform behind an error's `service`; undefined for a service of Codat itself (`PublicApi`), and for an unknown one. */
export function platformIn(service: string | undefined): string | undefined {
  const plain = (service ?? "").toLowerCase().replace(/[^a-z0-9]/g, "");
  return platforms.test(plain) ? service : undefined;
}
