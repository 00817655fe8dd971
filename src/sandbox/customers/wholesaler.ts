import { lazy } from "../lazy.ts";
import { type Random, seededRandom } from "../random.ts";
import type { Customer } from "./customer.ts";
import { type Market, markets } from "./markets.ts";
import { addressIn, emailAt, personName } from "./person.ts";

/** The customer with files of every type. */
export const fileRichId = "d0000000-0000-4000-8000-000000000001";

const count = 240;

/** Pairs that an underwriter would question: the second customer has the same value in this field. */
const duplicates: readonly [first: number, second: number, field: string][] = [
  [12, 131, "customerName"],
  [47, 48, "customerName"],
  [30, 177, "taxNumber"],
  [81, 200, "taxNumber"],
  [22, 95, "emailAddress"],
  [60, 222, "emailAddress"],
];

const deleted = new Set([19, 77, 104, 158, 191, 233]);

/** The wholesaler's customers, as a Xero ledger returns them. */
export const wholesalerCustomers: () => readonly Customer[] = lazy(() => {
  const random = seededRandom(240);
  const names = new Set<string>();
  const customers: Customer[] = [brackenhall];
  while (customers.length < count) {
    const market = random.pick(markets);
    const name = tradingName(random, market);
    if (names.has(name)) continue;
    names.add(name);
    customers.push(customerOf(random, market, name, customers.length));
  }
  for (const [first, second, field] of duplicates) {
    customers.splice(second, 1, { ...at(customers, second), [field]: at(customers, first)[field] });
  }
  return customers;
});

function tradingName(random: Random, market: Market): string {
  if (random.chance(8)) return personName(random, market);
  const trade = random.pick(market.trades);
  const place = random.pick(market.places);
  const abroad = market.country === "Germany" || market.country === "France";
  return `${abroad ? `${trade} ${place}` : `${place} ${trade}`} ${random.pick(market.forms)}`;
}

function customerOf(random: Random, market: Market, name: string, index: number): Customer {
  const id = random.uuid();
  const changed = changedDate(random);
  const tail = {
    status: random.chance(9) ? "Archived" : random.chance(2) ? "Unknown" : "Active",
    modifiedDate: changed.copied,
    sourceModifiedDate: changed.source,
    metadata: { isDeleted: deleted.has(index) },
  };
  if (random.chance(15)) {
    return { id, customerName: name, emailAddress: "", addresses: [], contacts: [], ...tail };
  }
  const contactName = personName(random, market);
  const phone = market.phone(random);
  return {
    id,
    customerName: name,
    contactName,
    emailAddress: emailAt(name, random.pick(["accounts", "office", "purchase.ledger", contactName])),
    defaultCurrency: market.currency,
    phone,
    addresses: [
      addressIn(random, market, "Billing"),
      ...(random.chance(40) ? [addressIn(random, market, "Delivery")] : []),
    ],
    contacts: Array.from({ length: random.between(0, 2) }, () => contactOf(random, market, name)),
    ...(random.chance(60) && { registrationNumber: market.registrationNumber(random) }),
    ...(random.chance(80) && { taxNumber: market.taxNumber(random) }),
    ...tail,
  };
}

function contactOf(random: Random, market: Market, companyName: string) {
  const name = personName(random, market);
  return {
    name,
    email: emailAt(companyName, name),
    phone: random.chance(60) ? [{ number: market.phone(random), type: "Primary" }] : [],
    status: "Active",
  };
}

/** Xero's dates have no time zone. Codat's copy is newer, and not older than the borrower's connection. */
function changedDate(random: Random): { source: string; copied: string } {
  const year = random.between(2019, 2026);
  const day = `${two(random.between(1, year === 2026 ? 6 : 12))}-${two(random.between(1, 28))}`;
  const time = `${two(random.between(7, 19))}:${two(random.between(0, 59))}:${two(random.between(0, 59))}`;
  const copiedOn =
    year === 2026 ? `2026-${day}` : `2025-${two(random.between(4, 12))}-${two(random.between(1, 28))}`;
  const source = `${year}-${day}T${time}`;
  const copied = `${copiedOn}T23:${two(random.between(0, 59))}:${two(random.between(0, 59))}Z`;
  return { source, copied: copied > source ? copied : `2026-06-30T06:12:09Z` };
}

function two(value: number): string {
  return String(value).padStart(2, "0");
}

function at(customers: readonly Customer[], index: number): Customer {
  return customers[index] ?? brackenhall;
}

const brackenhall: Customer = {
  id: fileRichId,
  customerName: "Brackenhall Catering Ltd",
  contactName: "Priya Nandakumar",
  emailAddress: "accounts@brackenhall-catering.example",
  defaultCurrency: "GBP",
  phone: "0161 496 0142",
  addresses: [
    {
      type: "Billing",
      line1: "Brackenhall House",
      line2: "14 Quarry Way",
      city: "Calderfold",
      region: "Greater Manchester",
      country: "United Kingdom",
      postalCode: "XB4 7QT",
    },
    {
      type: "Delivery",
      line1: "Unit 6, Old Dairy Yard",
      line2: "",
      city: "Foxholm",
      region: "",
      country: "United Kingdom",
      postalCode: "XB9 2QT",
    },
  ],
  contacts: [
    {
      name: "Priya Nandakumar",
      email: "priya.nandakumar@brackenhall-catering.example",
      phone: [
        { number: "0161 496 0142", type: "Primary" },
        { number: "07700 900417", type: "Mobile" },
      ],
      status: "Active",
    },
    {
      name: "Tom Ashworth",
      email: "tom.ashworth@brackenhall-catering.example",
      phone: [{ number: "0161 496 0143", type: "Landline" }],
      status: "Archived",
    },
  ],
  registrationNumber: "00999142",
  taxNumber: "GB999142007",
  status: "Active",
  modifiedDate: "2026-06-30T06:12:09Z",
  sourceModifiedDate: "2026-06-28T16:45:10",
  metadata: { isDeleted: false },
  supplementalData: { content: { terms: { paymentTermsDays: 30, creditLimit: 25000 } } },
};
