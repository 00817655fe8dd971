export interface Address {
  readonly type: string;
  readonly line1?: string;
  readonly line2?: string;
  readonly city?: string;
  readonly region?: string;
  readonly country?: string;
  readonly postalCode?: string;
}

/** A customer as Codat returns it. Only the id is guaranteed: other fields and their types can vary. */
export interface Customer {
  readonly id: string;
  readonly [field: string]: unknown;
}
