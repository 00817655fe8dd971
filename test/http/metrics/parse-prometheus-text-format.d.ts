declare module "parse-prometheus-text-format" {
  export default function parse(text: string): {
    name: string;
    type: "COUNTER" | "GAUGE" | "HISTOGRAM" | "SUMMARY" | "UNTYPED";
    /** Only the last of several label sets of a histogram. */
    metrics: { value?: string; labels?: Record<string, string> }[];
  }[];
}
