/** What is wrong with a filter, in one sentence, and where: offsets into its text in UTF-16 units, `end` exclusive. */
export interface Diagnostic {
  readonly message: string;
  readonly start: number;
  readonly end: number;
}
