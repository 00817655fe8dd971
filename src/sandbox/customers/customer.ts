export interface Address {
  readonly type: string;
  readonly line1?: string;
  readonly line2?: string;
  readonly city?: string;
  readonly region?: string;
  readonly country?: string;
  readonly postalCode?: string;
}

/** A customer as Codat answers it: nothing but the id is promised, neither the fields nor their types. */
export interface Customer {
  readonly id: string;
  readonly [field: string]: unknown;
}
