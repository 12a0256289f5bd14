/** From which program on event types of an id and above are known. Source: facts/events.tsv, column first_seen. */
export const EVENT_TYPE_AGES: readonly (readonly [id: number, program: string])[] = [
  [0, 'sysdig 0.1.72'],
  [154, 'sysdig 0.1.90'],
  [186, 'sysdig 0.1.104'],
  [250, 'sysdig 0.5.0'],
  [260, 'sysdig 0.8.0'],
  [268, 'sysdig 0.10.0'],
  [276, 'sysdig 0.15.0'],
  [280, 'sysdig 0.20.0'],
  [292, 'sysdig 0.24.2'],
  [312, 'sysdig 0.26.7'],
  [318, 'sysdig 0.29.3'],
  [336, 'libs 0.11.0'],
  [404, 'libs 0.13.0'],
  [418, 'libs 0.17.0'],
  [426, 'libs 0.18.0'],
  [430, 'libs of June 2026'],
];

/** When each version of the process list began to be written, from version 1 on. Source: facts/scap-format.md §3. */
export const PROCESS_LIST_AGES: readonly string[] = [
  '2013',
  'May 2014',
  'September 2014',
  'December 2014',
  'January 2016',
  'May 2016',
  'May 2017',
  'January 2018',
  'August 2018',
];

/** The first program that writes exit events alone, with all arguments. Source: facts/fd-and-state.md §3. */
export const EXITS_ONLY_SINCE = 'libs 0.22';

/** Event types from this id on are younger than that. */
export const FIRST_TYPE_AFTER_EXITS_ONLY = 430;
