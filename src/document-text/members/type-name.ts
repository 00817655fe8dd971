const names: Readonly<Record<string, string>> = {
  "application/json": "JSON",
  "application/msword": "DOC",
  "application/pdf": "PDF",
  "application/pkcs7-mime": "signed file",
  "application/rtf": "RTF",
  "application/vnd.ms-excel": "XLS",
  "application/vnd.ms-office-package": "Office file in XML",
  "application/vnd.ms-outlook": "Outlook message",
  "application/vnd.oasis.opendocument.presentation": "ODP",
  "application/vnd.oasis.opendocument.spreadsheet": "ODS",
  "application/vnd.oasis.opendocument.text": "ODT",
  "application/vnd.openxmlformats-officedocument.presentationml.presentation": "PPTX",
  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "XLSX",
  "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "DOCX",
  "application/x-cfb": "old Office file",
  "application/xml": "XML",
  "application/zip": "ZIP",
  "image/gif": "GIF",
  "image/jpeg": "JPEG",
  "image/png": "PNG",
  "image/tiff": "TIFF",
  "message/rfc822": "email",
  "text/csv": "CSV",
  "text/html": "HTML",
  "text/plain": "text",
  "text/xml": "XML",
};

/** The short name of a MIME type for a person: `PDF`. */
export function typeName(type: string): string {
  if (type.startsWith("multipart/")) return "email";
  return names[type] ?? (type === "application/octet-stream" ? "unknown type" : type);
}
