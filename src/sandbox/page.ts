import { companyDataset, type Dataset } from "./dataset.ts";
import { CodatAnswerError } from "./error.ts";
import { orderRecords } from "./order.ts";
import { parseQuery } from "./query.ts";

const pageSizeLimit = 5000;
const pageLimit = 2 ** 31 - 1;

/** One page of the matching records, in Codat's envelope. Its links point to `path`. */
export function page<T extends object>(
  records: readonly T[],
  dataset: Dataset,
  path: string,
  search: URLSearchParams,
) {
  const pageNumber = wholeNumber("page", search, 1, pageLimit);
  const pageSize = wholeNumber("pageSize", search, 100, pageSizeLimit);
  const query = search.get("query");
  const orderBy = search.get("orderBy");
  const tags = dataset === companyDataset ? search.get("tags") : null;
  const matching = query ? records.filter(parseQuery(query, dataset)) : records;
  const ordered = orderBy ? orderRecords(matching, orderBy, dataset) : matching;
  const end = pageNumber * pageSize;

  function link(number: number) {
    const kept = [
      `page=${number}`,
      `pageSize=${pageSize}`,
      ...(query ? [`query=${encode(query)}`] : []),
      ...(tags ? [`tags=${encode(tags)}`] : []),
      ...(orderBy ? [`orderBy=${encode(orderBy)}`] : []),
    ];
    return { href: `${path}?${kept.join("&")}` };
  }

  return {
    results: ordered.slice(end - pageSize, end),
    pageNumber,
    pageSize,
    totalResults: ordered.length,
    _links: {
      current: link(pageNumber),
      self: { href: path },
      ...(end < ordered.length && { next: link(pageNumber + 1) }),
      ...(pageNumber > 1 && { previous: link(pageNumber - 1) }),
    },
  };
}

function wholeNumber(name: string, search: URLSearchParams, fallback: number, limit: number): number {
  const text = search.get(name);
  if (text === null) return fallback;
  const value = /^\d{1,10}$/.test(text) ? Number(text) : 0;
  if (value >= 1 && value <= limit) return value;
  throw new CodatAnswerError(400, `The field ${name} must be between 1 and ${limit}.`);
}

// URLSearchParams returns only well-formed text, so encodeURIComponent cannot throw.
const encode = encodeURIComponent;
