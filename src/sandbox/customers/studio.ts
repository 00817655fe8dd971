import { lazy } from "../lazy.ts";
import { seededRandom } from "../random.ts";
import type { Customer } from "./customer.ts";
import { britain } from "./markets.ts";
import { addressIn, emailAt, personName } from "./person.ts";

/** The design studio's 12 clients, as a FreeAgent ledger returned them in its last successful sync. */
export const studioCustomers: () => readonly Customer[] = lazy(() => {
  const random = seededRandom(12);
  return Array.from({ length: 12 }, (_, index): Customer => {
    const contactName = personName(random, britain);
    const address = addressIn(random, britain, "Billing");
    const unnamed = index % 5 === 3;
    const customerName = unnamed ? "-" : `${random.pick(britain.places)} ${random.pick(britain.trades)}`;
    return {
      id: String(40_117_200 + index * 313),
      customerName,
      contactName,
      ...(!unnamed && { emailAddress: emailAt(customerName, contactName) }),
      addresses: [address],
      contacts: [{ name: contactName, phone: [], address, status: "Unknown" }],
      status: index === 9 ? "Archived" : "Active",
      modifiedDate: "2025-02-11T05:48:20Z",
      sourceModifiedDate: `2025-01-${random.between(10, 30)}T0${random.between(6, 9)}:15:00Z`,
      metadata: { isDeleted: false },
    };
  });
});
