import type { TimeMode } from '../engine/fields/fieldReader';
import type { DataMode } from '../engine/format/byteText';
import type { CaptureRequest } from './captureArguments';
import type { PacketsRequest } from './packetsArguments';
import type { StreamRequest } from './streamArguments';

/** A capture to read, and what to do with its events. */
export interface ReadRequest {
  readonly kind: 'read';
  /** One capture; or several, or a timeline's file, whose events are merged by time. */
  readonly files: readonly string[];
  /** The words that are no options, in order: arguments of chisels, then the filter. */
  readonly words: readonly string[];
  /** Stop after so many events have been delivered, hidden internal ones included; undefined: all. */
  readonly limit: number | undefined;
  /** Stop so many seconds after the first delivered event; undefined: never. */
  readonly seconds: number | undefined;
  /** The events in order of time instead of the file's, which captures with a buffer for each CPU do not have. */
  readonly sortsByTime: boolean;
  /** The filter chooses the lines, and nothing else: limits and the summary count all events. */
  readonly filtersLinesOnly: boolean;
  /** What a line is made of, as it is written after `-p`; undefined: the default, which depends on where it is written to. */
  readonly format: string | undefined;
  /** Summaries show containers, too. */
  readonly showsContainers: boolean;
  readonly timeMode: TimeMode;
  readonly dataMode: DataMode;
  /** Data in full, and at the end what was read, on the error stream. */
  readonly verbose: boolean;
  readonly json: boolean;
  /** Ports by the names of their services. */
  readonly namesServices: boolean;
  /** No line for each event. */
  readonly quiet: boolean;
  /** At the end, how often each event was there. */
  readonly summary: boolean;
  /** How far the reading is, on the error stream. */
  readonly progress: boolean;
  /** Names of the chisels that take the place of lines. */
  readonly chisels: readonly string[];
  /** A capture of the events is written there; undefined: none. */
  readonly writeTo: string | undefined;
  /** That capture is compressed. */
  readonly compressed: boolean;
  /** Most bytes that a compressed capture may inflate to; undefined: the usual limits. */
  readonly inflateLimit: number | undefined;
}

/** A capture of which to say what it holds and lacks. */
export interface InfoRequest {
  readonly kind: 'info';
  readonly file: string;
  readonly json: boolean;
  /** As in `ReadRequest`. */
  readonly inflateLimit: number | undefined;
}

/** What the command line asks for. */
export type CliRequest =
  | ReadRequest
  | InfoRequest
  | CaptureRequest
  | PacketsRequest
  | StreamRequest
  | { readonly kind: 'help' }
  | { readonly kind: 'version' }
  /** The format that lines would have; undefined as in `ReadRequest`. */
  | { readonly kind: 'format'; readonly format: string | undefined }
  /** Every field, as a list or as a page in Markdown. */
  | { readonly kind: 'fields'; readonly markdown: boolean }
  | { readonly kind: 'events' }
  | { readonly kind: 'chisels' };
