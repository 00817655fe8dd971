/** Whether traces are sent, and a sentence for the operator if the endpoint for them cannot be used. */
export interface Telemetry {
  isOn: boolean;
  warnings: string[];
}

const endpoints = ["OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "OTEL_EXPORTER_OTLP_ENDPOINT"];

/** Reads the standard variables of OpenTelemetry. An endpoint turns traces on. */
export function readTelemetry(environment: NodeJS.ProcessEnv): Telemetry {
  const variable = endpoints.find((name) => environment[name]);
  const isDisabled = environment.OTEL_SDK_DISABLED?.toLowerCase() === "true";
  if (variable === undefined || isDisabled || environment.OTEL_TRACES_EXPORTER === "none") {
    return { isOn: false, warnings: [] };
  }
  const text = environment[variable] ?? "";
  if (/^https?:/i.test(text) && URL.canParse(text)) return { isOn: true, warnings: [] };
  return {
    isOn: false,
    warnings: [`No traces are sent: ${variable} must be a URL, such as http://127.0.0.1:4318.`],
  };
}
