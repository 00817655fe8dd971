/** The only company with this name, or the reason why there is none. */
export function* findBorrower(name) {
  const [answer] = yield [{ tool: "find_companies", args: { name } }];
  if (answer.failed) return { why: answer.texts.join("\n") };
  const { results } = answer.json();
  if (results.length === 1) return results[0];
  const found = results.map((company) => `${company.name} (${company.id})`).join(", ") || "none";
  return { why: `“${name}” does not match exactly one company. Found: ${found}.` };
}

/** A sentence about the age of the data. */
export function* readStatus(companyId) {
  const [answer] = yield [{ tool: "get_data_status", args: { companyId } }];
  return answer.texts[0];
}
