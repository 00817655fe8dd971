// The figures of all customers of a large company, each in a new process.
import { measureOneCall } from "./one-call.mjs";
import { summary } from "./requests.mjs";

export async function measureSummary(file, { settings }, rounds) {
  const { name, args, customers } = summary;
  const check = ({ structuredContent }) => {
    if (structuredContent.total !== customers)
      throw new Error(`The summary has ${structuredContent.total} customers.`);
  };
  const withAnalysis = { ...settings, CODAT_TOOLSETS: "customers,analysis" };
  return { customers, ...(await measureOneCall(file, withAnalysis, { name, args, check, rounds })) };
}
