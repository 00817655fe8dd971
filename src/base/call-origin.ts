/** Where a call over HTTP comes from. */
export interface CallOrigin {
  caller?: string;
  requestId?: string;
  replica?: string;
  host?: string;
}
