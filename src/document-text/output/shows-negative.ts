/**
 * Matches text that shows a number as negative: a minus sign before or directly after it, parentheses around it, CR or DR. A
 * hyphen or a parenthesis elsewhere is none: `5 (est.)`.
 */
export const showsNegative =
  // From the start only: from each of many minus signs, it would search all the rest for a digit.
  /^[^-\u2010-\u2015\u2212\uFE63\uFF0D]*[-\u2010-\u2015\u2212\uFE63\uFF0D]\D*\d|\d\s*[-\u2212]\s*$|\([^()]*\d|\b(?:CR|DR)\b/i;
