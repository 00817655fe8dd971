// The package declares no types for its tables.
declare module "iconv-lite/encodings/sbcs-data-generated.js" {
  /** An alias, or the upper 128 characters (or all 256) of a code page, U+FFFD where none is assigned. */
  const tables: Readonly<Record<string, string | { readonly chars: string }>>;
  export default tables;
}
