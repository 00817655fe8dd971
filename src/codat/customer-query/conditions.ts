/** One condition of a query: `status=Active`. */
export interface Condition {
  property: string;
  operator: string;
  value: string;
}

/** A property, an operator, and a value that may contain anything. */
const condition = /^\s*([A-Za-z_][\w.[\]]*)\s*(!=|>=|<=|=|~|>|<)\s*(\S[\s\S]*)$/;

/** The conditions of a query, in its order. Pieces that have no such form are left to Codat. */
export function conditionsIn(query: string): Condition[] {
  return query.split(/&&|\|\||[{}]/).flatMap((piece) => {
    const [, property, operator, value] = condition.exec(piece) ?? [];
    return property && operator && value ? [{ property, operator, value: value.trimEnd() }] : [];
  });
}

/** How a condition is written. */
export function written({ property, operator, value }: Condition): string {
  return `${property}${operator}${value}`;
}
