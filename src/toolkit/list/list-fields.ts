/** The fields of a page: those of Codat's response and those that this server adds in place of its `_links`. */
export const listFields = [
  "results",
  "pageNumber",
  "pageSize",
  "totalResults",
  "hasMore",
  "nextPage",
  "nextPageSize",
  "notice",
] as const;
