import { isoInstant } from "../base/iso-date.ts";
import { codeSpan } from "../base/visible-text.ts";
import { isObject } from "./json-object.ts";

/** What a status means, and what to do about it. */
export interface SyncState {
  summary: string;
  advice: string;
  /** Whether a sync is running, so that the data will become available without anyone's help. */
  isRunning: boolean;
  /** Whether the last sync failed, so that the data is older than it could be. */
  hasFailed: boolean;
  /** Codat's `currentStatus`; null if it reports none. */
  status: string | null;
  /** ISO, to the second; null if unknown. */
  lastSuccessfulSync: string | null;
  /** How old the data is, in whole hours; null if unknown. */
  ageHours: number | null;
}

/** Explains a status. Codat reports null or no status for data that was never synced. */
export function syncState(status: unknown, dataType: string, nowMs: number): SyncState {
  const { currentStatus, lastSuccessfulSync } = isObject(status) ? status : {};
  const lastMs = instantIn(lastSuccessfulSync);
  const ageHours = lastMs === undefined ? undefined : (nowMs - lastMs) / 3_600_000;
  const named = typeof currentStatus === "string" ? currentStatus.trim() : "";
  const meaning = named === "" ? unnamed(lastMs !== undefined) : (meanings.get(named) ?? unknown(named));
  const last =
    lastMs === undefined || ageHours === undefined
      ? noneSucceeded(named)
      : `The last successful sync was at ${new Date(lastMs).toISOString().slice(0, 16)}Z, ${formatAge(ageHours)}.${named === "Complete" || named === "" ? "" : " Its data may still be available."}`;
  const summary = [`Codat's copy of ${dataType}: ${meaning.summary}`, last].filter(Boolean).join(" ");
  return {
    ...meaning,
    summary,
    status: named || null,
    lastSuccessfulSync: lastMs === undefined ? null : `${new Date(lastMs).toISOString().slice(0, 19)}Z`,
    ageHours: wholeHours(ageHours),
  };
}

type Meaning = Pick<SyncState, "summary" | "advice" | "isRunning" | "hasFailed">;

const startASync =
  "The lender must start a sync in the Codat Portal or from the lender's own system. This server never starts one.";
const linkAgain =
  "The borrower must link the ledger again, through the invitation that the lender sends from Codat. Then the lender must start a sync in Codat.";
const retrySoon = "Retry in a few minutes.";
const checkSoon = "Check the status again in a few minutes.";
const startThenSupport = `${startASync} If it fails again, contact Codat support.`;

function unnamed(succeeded: boolean): Meaning {
  return succeeded
    ? {
        summary: "Codat does not report the state of the latest sync.",
        advice: checkSoon,
        isRunning: false,
        hasFailed: false,
      }
    : {
        summary: "never synced.",
        advice: `${startASync} If no linked platform provides this data, there is nothing to sync.`,
        isRunning: false,
        hasFailed: false,
      };
}

function unknown(status: string): Meaning {
  return {
    summary: `Codat reports the status ${codeSpan(status, 60)}, which this server does not know.`,
    advice: `${checkSoon} If it does not change, check the company in the Codat Portal.`,
    isRunning: false,
    hasFailed: false,
  };
}

function running(step: string): Meaning {
  return { summary: `a sync is running; ${step}.`, advice: retrySoon, isRunning: true, hasFailed: false };
}

function failed(reason: string, advice = startThenSupport): Meaning {
  return {
    summary: `the last sync failed because ${reason}.`,
    advice,
    isRunning: false,
    hasFailed: true,
  };
}

const meanings = new Map(
  Object.entries<Meaning>({
    Complete: { summary: "synced.", advice: "The data is available.", isRunning: false, hasFailed: false },
    Initial: running("it has just started (Initial)"),
    Queued: {
      summary: "a sync is waiting in the queue or for the borrower's computer (Queued).",
      advice: `${retrySoon} Codat can read a ledger on the borrower's computer (such as Sage 50 or QuickBooks Desktop) only while that computer is on and online. Ask the borrower to turn it on.`,
      isRunning: true,
      hasFailed: false,
    },
    Fetching: running("the ledger is being read (Fetching)"),
    MapQueued: running("the data is waiting to be mapped (MapQueued)"),
    Mapping: running("the data is being mapped (Mapping)"),
    ProcessingQueued: running("the mapped data is waiting to be processed (ProcessingQueued)"),
    Processing: running("the mapped data is being processed (Processing)"),
    ValidationQueued: running("the result is waiting to be validated (ValidationQueued)"),
    Validating: running("the result is being validated (Validating)"),
    NotSupported: {
      summary: "the borrower's accounting platform does not offer this data through Codat (NotSupported).",
      advice: "No other call returns this data. Ask the borrower to provide it in another way.",
      isRunning: false,
      hasFailed: false,
    },
    AuthError: failed(
      "the ledger is no longer authorized and needs to be linked again (AuthError)",
      linkAgain,
    ),
    PermissionsError: failed(
      "the borrower's authorization does not cover this data (PermissionsError)",
      "The borrower must link the ledger again as a user with access to this data, through the invitation that the lender sends from Codat.",
    ),
    FetchError: failed("the ledger could not be read (FetchError)"),
    MapError: failed("the data could not be mapped (MapError)"),
    ProcessingError: failed("the mapped data could not be processed (ProcessingError)"),
    ValidationError: failed("the result did not pass Codat's validation (ValidationError)"),
    InternalError: failed("Codat had an internal error (InternalError)"),
    RateLimitError: failed(
      "the accounting platform was limiting requests (RateLimitError)",
      `Wait an hour or more. ${startASync}`,
    ),
    PrerequisiteNotMet: failed(
      "data that it depends on was missing (PrerequisiteNotMet)",
      `The other data types must be synced first. ${startASync}`,
    ),
    Cancelled: failed("it was canceled (Cancelled)", startASync),
  }),
);

function noneSucceeded(named: string): string {
  if (named === "" || named === "NotSupported") return "";
  return named === "Complete" ? "Codat does not report when." : "Codat reports no successful sync.";
}

/** The instant of one of Codat's dates. They come with or without a zone, with seven decimal places, or as the year 1 for no date. */
export function instantIn(value: unknown): number | undefined {
  const ms = typeof value === "string" ? isoInstant(value) : undefined;
  return ms === undefined || ms < Date.UTC(1970) ? undefined : ms;
}

// If this machine's clock is behind, a recent sync has a negative age.
function wholeHours(hours: number | undefined): number | null {
  return hours === undefined || hours < 0 ? null : Math.round(hours);
}

/** `less than an hour ago`, `5 hours ago`, `150 days ago`. */
export function formatAge(hours: number): string {
  if (hours < -0.1) return "which is ahead of this machine's clock";
  if (hours < 1) return "less than an hour ago";
  const [count, unit] = hours < 48 ? [Math.floor(hours), "hour"] : [Math.floor(hours / 24), "day"];
  return `${count} ${unit}${count === 1 ? "" : "s"} ago`;
}
