/** The fields of an attachment's record that Codat documents; none is promised. */
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

/** The field of the answer that holds a customer's attachments: a list, or null. */
export const attachmentsFields = ["attachments"] as const;
