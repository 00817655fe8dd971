import { quotable } from "../base/visible-text.ts";
import { isObject } from "./json.ts";

/** What a status means, and what a person does about it. */
export interface SyncState {
  summary: string;
  advice: string;
  /** Whether the data may be there later, be it after somebody has done something. */
  retryable: boolean;
  /** How old the data is, in hours; undefined where nothing tells. */
  ageHours: number | undefined;
}

/** A status in words; null and undefined are what Codat says of data that was never synced. */
export function syncState(status: unknown, dataType: string, nowMs: number): SyncState {
  const { currentStatus, lastSuccessfulSync } = isObject(status) ? status : {};
  const lastMs = instantIn(lastSuccessfulSync);
  const ageHours = lastMs === undefined ? undefined : (nowMs - lastMs) / 3_600_000;
  const named = typeof currentStatus === "string" ? currentStatus.trim() : "";
  const meaning = named === "" ? unnamed(lastMs !== undefined) : (meanings.get(named) ?? unknown(named));
  const last =
    lastMs === undefined || ageHours === undefined
      ? noneSucceeded(named)
      : `The last successful sync was at ${new Date(lastMs).toISOString().slice(0, 16)}Z, ${ageInWords(ageHours)}${named === "Complete" || named === "" ? "" : "; its data may still be there"}.`;
  const summary = [`Codat's copy of ${dataType}: ${meaning.summary}`, last].filter(Boolean).join(" ");
  return { ...meaning, summary, retryable: named !== "NotSupported", ageHours: notAhead(ageHours) };
}

type Meaning = Pick<SyncState, "summary" | "advice">;

const startASync =
  "Somebody must start a sync in Codat, in its portal or from the lender's own system; this server never does.";
const linkAgain =
  "The borrower must link the ledger again, by the invitation that the lender sends from Codat; then a sync must be started there.";
const callAgain = "Call again in a few minutes.";
const supportFirst = `${startASync} If it fails again, Codat's support can say why.`;

function unnamed(succeeded: boolean): Meaning {
  return succeeded
    ? { summary: "Codat does not say how the latest sync stands.", advice: callAgain }
    : {
        summary: "never synced.",
        advice: `${startASync} Where nothing of this kind is linked, there is none to sync.`,
      };
}

function unknown(status: string): Meaning {
  return {
    summary: `Codat calls its state “${quotable(status, 60)}”, which this server does not know.`,
    advice: `${callAgain} If it stays so, look at the company in Codat's portal.`,
  };
}

function running(what: string): Meaning {
  return { summary: `a sync is running: ${what}.`, advice: callAgain };
}

function failed(why: string, advice = supportFirst): Meaning {
  return {
    summary: `the last sync failed: ${why}.`,
    advice,
  };
}

// Codat's statuses, each by its name.
const meanings = new Map(
  Object.entries<Meaning>({
    Complete: { summary: "synced.", advice: "The data is there to be read." },
    Initial: running("it has just begun (Initial)"),
    Queued: {
      summary: "a sync waits for its turn, or for the borrower's own machine (Queued).",
      advice: `${callAgain} A ledger on a computer of the borrower's (such as Sage 50 or QuickBooks Desktop) is read only while that machine is on and online: ask the borrower to start it.`,
    },
    Fetching: running("the ledger is being read (Fetching)"),
    MapQueued: running("what was read waits to be mapped (MapQueued)"),
    Mapping: running("what was read is being mapped (Mapping)"),
    ProcessingQueued: running("what was mapped waits to be processed (ProcessingQueued)"),
    Processing: running("what was mapped is being processed (Processing)"),
    ValidationQueued: running("the result waits to be checked (ValidationQueued)"),
    Validating: running("the result is being checked (Validating)"),
    NotSupported: {
      summary: "the borrower's accounting platform does not offer this through Codat (NotSupported).",
      advice: "No other call will bring it: ask the borrower for it in another way.",
    },
    AuthError: failed(
      "the ledger is no longer authorised and needs to be linked again (AuthError)",
      linkAgain,
    ),
    PermissionsError: failed(
      "the borrower's authorisation does not cover this (PermissionsError)",
      "The borrower must link the ledger again as somebody who may read this, by the invitation that the lender sends from Codat.",
    ),
    FetchError: failed("the ledger could not be read (FetchError)"),
    MapError: failed("what was read could not be mapped (MapError)"),
    ProcessingError: failed("what was mapped could not be processed (ProcessingError)"),
    ValidationError: failed("the result did not pass Codat's checks (ValidationError)"),
    InternalError: failed("Codat met an error of its own (InternalError)"),
    RateLimitError: failed(
      "the accounting platform was limiting requests (RateLimitError)",
      `Wait an hour or more. ${startASync}`,
    ),
    PrerequisiteNotMet: failed(
      "something that it depends on was not there (PrerequisiteNotMet)",
      `The other data types must be synced first. ${startASync}`,
    ),
    Cancelled: failed("it was cancelled (Cancelled)", startASync),
  }),
);

function noneSucceeded(named: string): string {
  if (named === "" || named === "NotSupported") return "";
  return named === "Complete" ? "Codat does not say when." : "Codat names none that succeeded.";
}

// Dates come with and without a zone, with seven digits of a second, or as the year 1 for none.
function instantIn(value: unknown): number | undefined {
  if (typeof value !== "string") return undefined;
  const hasZone = /(z|[+-]\d\d:?\d\d)$/i.test(value);
  const ms = Date.parse(hasZone || !value.includes("T") ? value : `${value}Z`);
  return Number.isNaN(ms) || ms < Date.UTC(1970) ? undefined : ms;
}

// By a clock that is behind, what was synced just now is younger than nothing.
function notAhead(hours: number | undefined): number | undefined {
  return hours === undefined || hours < 0 ? undefined : hours;
}

function ageInWords(hours: number): string {
  if (hours < -0.1) return "which is ahead of this machine's clock";
  if (hours < 1) return "less than an hour ago";
  const [count, unit] = hours < 48 ? [Math.floor(hours), "hour"] : [Math.floor(hours / 24), "day"];
  return `${count} ${unit}${count === 1 ? "" : "s"} ago`;
}
