import type { Codat } from "../codat/client.ts";
import { isObject, type JsonObject } from "../codat/json-object.ts";
import { largestPageSize, type Position, readPage } from "../codat/page.ts";
import { customersRoute } from "../codat/routes.ts";

/** The most customers that are read for one answer. */
const mostCustomers = 50_000;

// Codat caps the size of a page. A list that never ends is not read to its end.
const mostPages = 500;

/** A page of customers that no earlier page had. */
export interface CustomersRead {
  customers: JsonObject[];
  /** How many have been read so far. */
  done: number;
  /** How many Codat has; undefined if it does not say. */
  total: number | undefined;
  /** Whether this page is the last one, and all customers have been read. */
  complete: boolean;
}

/** All customers, page by page, in the order of their ids, up to `mostCustomers`. */
export async function* readCustomers(
  codat: Codat,
  companyId: string,
  query: string | undefined,
): AsyncGenerator<CustomersRead> {
  const seen = new Set<unknown>();
  let done = 0;
  let position: Position | undefined = { page: 1, pageSize: largestPageSize };
  for (let pages = 1; position; pages++) {
    const answer: JsonObject = await codat.json(customersRoute(companyId), {
      ...position,
      query,
      orderBy: "id",
    });
    const page = readPage(answer, position);
    // A sync that ends between two pages can shift a customer to the next page.
    const customers = (page.rows ?? [])
      .filter(isObject)
      .filter(({ id }) => id === undefined || !seen.has(id));
    for (const { id } of customers) seen.add(id);
    done += customers.length;
    position = customers.length > 0 && done < mostCustomers && pages < mostPages ? page.next : undefined;
    yield {
      customers,
      done,
      total: page.total,
      complete: page.rows !== undefined && !page.next && (page.total ?? done) === done,
    };
  }
}
