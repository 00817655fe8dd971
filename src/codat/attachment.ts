/** The documented fields of an attachment's record. Any of them may be missing. */
export const attachmentFields = [
  "id",
  "name",
  "contentType",
  "dateCreated",
  "fileSize",
  "includeWhenSent",
  "modifiedDate",
  "sourceModifiedDate",
] as const;

/** The response field with a customer's attachments: a list or null. */
export const attachmentsFields = ["attachments"] as const;
