/**
 * Matches text that shows a number as negative: a minus sign before or directly after it, parentheses around it, CR or DR. A
 * hyphen or a parenthesis elsewhere is none: `5 (est.)`.
 */
export const showsNegative =
  /[-\u2010-\u2015\u2212\uFE63\uFF0D][^\d]*\d|\d\s*[-\u2212]\s*$|\([^()]*\d|\b(?:CR|DR)\b/i;
