const reasons = {
  tasks: "The tasks extension is optional. Every call to this server returns within 45 s.",
  logging: "Logs are for the operator and go only to stderr. The next revision deprecates protocol logging.",
  sampling: "This server does not use its client's model. The next revision deprecates sampling.",
  elicitation: "This server does not ask its user for input. Errors list missing arguments.",
  subscriptions: "Resources are read on request. The server does not watch Codat for changes.",
};

/** The scenarios of each revision that fail on purpose, with reasons. The run fails if the results differ. */
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
