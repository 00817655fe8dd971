import { bakery, components, type SandboxCompany, studio, wholesaler } from "../companies.ts";
import { CodatAnswerError } from "../error.ts";
import { componentsCustomers } from "./components.ts";
import type { Customer } from "./customer.ts";
import { studioCustomers } from "./studio.ts";
import { wholesalerCustomers } from "./wholesaler.ts";

/** The synced customers of a company. Throws Codat's 409 if they were never synced. */
export function customersOf(company: SandboxCompany): readonly Customer[] {
  switch (company) {
    case wholesaler:
      return wholesalerCustomers();
    case components:
      return componentsCustomers();
    case studio:
      return studioCustomers();
    case bakery:
      throw new CodatAnswerError(409, "The data set has not been requested.");
    default:
      return [];
  }
}

export function customerOf(company: SandboxCompany, customerId: string): Customer {
  const customer = customersOf(company).find(({ id }) => id === customerId);
  if (!customer) throw new CodatAnswerError(404, `No data available for customers for ID ${customerId}`);
  return customer;
}
