import type { Diagnostic, DiagnosticCode, QuickFix, Severity } from './diagnostic';
import type { TextRange } from './syntaxTree';

/** Where the steps of checking say what they find. */
export interface Report {
  (diagnostic: Diagnostic): void;
  /** Whether more of a kind will be shown to anybody; else it need not be worked out. */
  wants(kind: FindingKind): boolean;
}

/** `mistake`: an error. `remark`: a warning or a hint. */
export type FindingKind = 'mistake' | 'remark';

/** Nobody reads more of a kind. */
const MOST_FINDINGS = 50;

/** A report that keeps what is found, up to what people read. */
export function keepingReport(into: Diagnostic[]): Report {
  const left = { mistake: MOST_FINDINGS, remark: MOST_FINDINGS };
  const keep = (diagnostic: Diagnostic): void => {
    const kind = diagnostic.severity === 'error' ? 'mistake' : 'remark';
    if (left[kind]-- > 0) into.push(diagnostic);
  };
  return Object.assign(keep, { wants: (kind: FindingKind) => left[kind] > 0 });
}

/** A report to nobody. */
export const NO_REPORT: Report = Object.assign(() => undefined, { wants: () => false });

/** Something that makes a filter impossible to ask. */
export function mistake(
  code: DiagnosticCode,
  message: string,
  { start, end }: TextRange,
  fixes: readonly QuickFix[] = [],
): Diagnostic {
  return { code, severity: 'error', message, start, end, fixes };
}

/** Something that is allowed, but perhaps not meant. */
export function remark(
  severity: Exclude<Severity, 'error'>,
  code: DiagnosticCode,
  message: string,
  { start, end }: TextRange,
  fixes: readonly QuickFix[] = [],
): Diagnostic {
  return { code, severity, message, start, end, fixes };
}

/** A fix that writes something in the place of a range. */
export function replacement(title: string, { start, end }: TextRange, text: string): QuickFix {
  return { title, edits: [{ start, end, text }] };
}

export function insertion(title: string, at: number, text: string): QuickFix {
  return { title, edits: [{ start: at, end: at, text }] };
}

const LONGEST_SHOWN = 60;

/** A piece of a filter as a message shows it: in quotes, and not too long. */
export function shown(text: string): string {
  return text.length > LONGEST_SHOWN ? `'${text.slice(0, LONGEST_SHOWN)}…'` : `'${text}'`;
}
