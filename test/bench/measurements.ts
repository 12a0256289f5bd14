import type { BenchFilter, FilterKind } from './filters';

/** What one pass over a capture with the builder alone took. */
export interface PassMeasurement {
  /** In ms. */
  readonly time: number;
  readonly profiled: ProfiledTime;
}

/** What a trace holds, in bytes, as the collector counts it. */
export interface MemoryMeasurement {
  /** Columns, of whole chunks, and the index over them. */
  readonly columns: number;
  readonly index: number;
  /** Of columns and index, for one event. */
  readonly rowBytes: number;
  /** Everything else when all is read: texts, versions of threads and fds. */
  readonly dictionaries: number;
  /** What is read of events in idle time and kept for filters. */
  readonly kept: number;
}

/** How fast events are taken in that arrive in small pieces, as from a live capture. */
export interface IngestMeasurement {
  readonly eventsPerSecond: number;
}

export interface FilterMeasurement {
  readonly kind: FilterKind;
  readonly text: string;
  /** How many events it keeps; undefined where the filter was refused. */
  readonly matched: number | undefined;
  /** From the request to the complete selection, in ms, each time worked out anew. */
  readonly times: readonly number[];
  /** Which share of the events it was asked about, 0 to 1: less than 1 where it was given up because it took too long. */
  readonly share: number;
}

/** What a capture is like to work with once it is opened as the editor opens it. */
export interface SessionMeasurement {
  readonly events: number;
  /** From the start of the worker to the first 60 lines, in ms. */
  readonly firstRows: number;
  /** How much of the file had been read by then, 0 to 1. */
  readonly firstRowsShare: number;
  /** From the start of the worker to the end of the reading, in ms. */
  readonly opened: number;
  /** The same until nothing is left of what is made in idle time: indexes, the paths of failed calls. */
  readonly settled: number;
  /** Resident memory of the process, in bytes: when all is read, when nothing is left to make, and at its highest. */
  readonly resident: number;
  readonly residentAtRest: number;
  readonly residentPeak: number;
  /** From the request to the answer with 60 lines at random places, in ms. */
  readonly pages: readonly number[];
  readonly filters: readonly FilterMeasurement[];
}

/** One capture, or several that are opened as one timeline. */
export type OpenedFiles = readonly string[];

/** What one filter on every field took. */
export interface FieldsMeasurement {
  readonly events: number;
  readonly filters: readonly FilterMeasurement[];
}

/** What of an open capture is measured. */
export interface SessionRequest {
  readonly measure: 'session';
  readonly files: OpenedFiles;
  /** The built worker. */
  readonly workerFile: string;
  /** How often each filter is measured; 0 for none of them. */
  readonly runs: number;
}

/** What is measured again with a profile, because it has missed its budget: the pages of an open capture, or one filter. */
export interface AgainRequest {
  readonly measure: 'again';
  readonly files: OpenedFiles;
  readonly workerFile: string;
  /** Undefined for pages. */
  readonly filter: BenchFilter | undefined;
}

/** Every field of an open capture. */
export interface FieldsRequest {
  readonly measure: 'fields';
  readonly file: string;
  readonly workerFile: string;
  /** How often each filter is measured, unless it takes long. */
  readonly runs: number;
  /** Of fields whose names begin so; all, where there are none. */
  readonly prefixes: readonly string[];
}

/** When a measurement that was profiled began and ended, on the clock of profiles: microseconds. */
export interface ProfiledTime {
  readonly from: number;
  readonly to: number;
}

/** What the process that measures is asked; each is measured in a process of its own, whose code is cold. */
export type MeasurementRequest =
  | { readonly measure: 'pass'; readonly file: string }
  | { readonly measure: 'memory'; readonly file: string }
  | { readonly measure: 'ingest'; readonly file: string }
  | SessionRequest
  | FieldsRequest
  | AgainRequest;
