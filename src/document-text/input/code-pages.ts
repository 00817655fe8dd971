// Numbers of Windows, DOS and Mac code pages whose encodings have other names.
const byNumber: Readonly<Record<number, string>> = {
  708: "iso-8859-6",
  709: "iso-8859-6",
  866: "ibm866",
  874: "windows-874",
  932: "shift_jis",
  936: "gb18030",
  949: "euc-kr",
  950: "big5",
  10000: "macintosh",
  10007: "x-mac-cyrillic",
  20127: "us-ascii",
  20866: "koi8-r",
  20932: "euc-jp",
  21866: "koi8-u",
  50220: "iso-2022-jp",
  50221: "iso-2022-jp",
  50222: "iso-2022-jp",
  51932: "euc-jp",
  51949: "euc-kr",
  54936: "gb18030",
  65001: "utf-8",
};

/** The label of a Windows code page for `decode`; undefined for a page that it does not know. */
export function labelOfCodePage(page: number): string | undefined {
  if (page >= 1250 && page <= 1258) return `windows-${page}`;
  if (page >= 28_591 && page <= 28_606) return `iso-8859-${page - 28_590}`;
  return byNumber[page];
}

// By the character sets of Windows fonts.
const byCharset: Readonly<Record<number, string>> = {
  0: "windows-1252",
  77: "macintosh",
  128: "shift_jis",
  129: "euc-kr",
  134: "gb18030",
  136: "big5",
  161: "windows-1253",
  162: "windows-1254",
  163: "windows-1258",
  177: "windows-1255",
  178: "windows-1256",
  186: "windows-1257",
  204: "windows-1251",
  222: "windows-874",
  238: "windows-1250",
  254: "cp437",
  255: "cp850",
};

/** The label of the encoding of a Windows font's character set; undefined for that of the document. */
export function labelOfCharset(charset: number): string | undefined {
  return byCharset[charset];
}
