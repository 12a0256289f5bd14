import type { Diagnostic } from '../diagnostic';
import { keepingReport } from '../mistake';
import { printFilter } from '../print';
import type { SyntaxNode } from '../syntaxTree';
import { remarkVersion } from '../targetVersion';
import { attempt, said, type Translation, Untranslatable } from './translation';

/** The oldest version that the command is written for: what it reads, later ones read, too. */
const OLDEST = 'sysdig 0.29.3';

/**
 * The command line that asks sysdig the same of a capture. Everything is in quotes as a POSIX shell wants them, and chains
 * stand in brackets, for older versions have no precedence.
 */
export function sysdigCommand(root: SyntaxNode, capture: string): Translation {
  return attempt(() => {
    if (namesMacro(root)) throw new Untranslatable('sysdig has no macros: write out what they stand for.');
    const text = printBracketed(root);
    const diagnostics: Diagnostic[] = [];
    remarkVersion(root, OLDEST, keepingReport(diagnostics));
    const remarks = diagnostics.filter(({ code }) => code === 'target-version').map(({ message }) => message);
    return said(`sysdig -r ${shellWord(capture)} ${shellWord(text)}`, [...new Set(remarks)]);
  });
}

/** A filter with brackets around every chain in a chain. */
function printBracketed(node: SyntaxNode): string {
  if (node.kind === 'not' && (node.operand.kind === 'and' || node.operand.kind === 'or')) {
    return `${'not '.repeat(node.times)}(${printBracketed(node.operand)})`;
  }
  if (node.kind !== 'and' && node.kind !== 'or') return printFilter(node);
  return node.operands
    .map((operand) =>
      operand.kind === 'and' || operand.kind === 'or' ? `(${printBracketed(operand)})` : printBracketed(operand),
    )
    .join(` ${node.kind} `);
}

function namesMacro(node: SyntaxNode): boolean {
  if (node.kind === 'macro') return true;
  if (node.kind === 'not') return namesMacro(node.operand);
  return (node.kind === 'and' || node.kind === 'or') && node.operands.some(namesMacro);
}

function shellWord(text: string): string {
  return /^[A-Za-z0-9_./:@%+=-]+$/.test(text) && !text.startsWith('-') ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
