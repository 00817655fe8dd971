const reasons = {
  tasks: "The extension for tasks is optional; every call of this server ends within 45 s in its answer.",
  logging:
    "Logs are the operator's and go to stderr alone; the next revision deprecates the protocol's logging.",
  sampling: "This server has no use for its client's model; the next revision deprecates sampling.",
  elicitation: "This server asks its user nothing: what a call lacks, its error names.",
  subscriptions: "Resources are read when they are asked for; Codat is not watched for changes.",
};

/** The scenarios that fail on purpose, of each revision, and why. The run fails where this is not what happens. */
export const expectedFailures: Record<string, Record<string, string>> = {
  "2026-07-28": {
    "tasks-lifecycle": reasons.tasks,
    "tasks-capability-negotiation": reasons.tasks,
    "tasks-wire-fields": reasons.tasks,
    "tasks-request-state-removal": reasons.tasks,
    "tasks-mrtr-input": reasons.tasks,
    "tasks-request-headers": reasons.tasks,
    "tasks-dispatch-and-envelope": reasons.tasks,
    "tasks-required-task-error": reasons.tasks,
    "tasks-mrtr-composition": reasons.tasks,
  },
  "2025-11-25": {
    "logging-set-level": reasons.logging,
    "tools-call-with-logging": reasons.logging,
    "tools-call-sampling": reasons.sampling,
    "tools-call-elicitation": reasons.elicitation,
    "elicitation-sep1034-defaults": reasons.elicitation,
    "elicitation-sep1330-enums": reasons.elicitation,
    "resources-subscribe": reasons.subscriptions,
    "resources-unsubscribe": reasons.subscriptions,
  },
};
