import type { BoundNode } from './boundTree';
import { bindCheck, type CheckTools } from './checkBinder';
import { type CheckContext, type Definitions, NO_DEFINITIONS } from './definitions';
import type { Diagnostic } from './diagnostic';
import { likelyFields } from './fieldBinder';
import { MOST_CHECKS } from './filterLimits';
import { ListNames } from './listNames';
import { remarkMeaning } from './meaning';
import { keepingReport, mistake, NO_REPORT, type Report, replacement, shown } from './mistake';
import { nearest } from './nearest';
import { RegexAllowance } from './regexTest';
import type { CheckNode, MacroNode, SyntaxNode } from './syntaxTree';
import { remarkVersion } from './targetVersion';

/** What a filter means; undefined with at least one error where it means nothing. */
export interface CheckedFilter {
  readonly root: BoundNode | undefined;
  /** Errors, warnings and hints, by place. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Looks up the names of a filter and converts its values. Finds every mistake, not only the first, and what was perhaps not
 * meant. Of a filter with mistakes in its syntax it checks what could be read.
 */
export function checkFilter(root: SyntaxNode, context: CheckContext = {}): CheckedFilter {
  const diagnostics: Diagnostic[] = [];
  const report = keepingReport(diagnostics);
  const bound = new Binder(context.definitions ?? NO_DEFINITIONS).bind(root, report);
  remarkMeaning(root, report);
  if (context.targetVersion !== undefined) remarkVersion(root, context.targetVersion, report);
  diagnostics.sort((a, b) => a.start - b.start || a.end - b.end);
  return { root: hasMistakes(diagnostics) ? undefined : bound, diagnostics };
}

/** The same without remarks on what is meant, for those who only want to ask the filter. */
export function bindFilter(root: SyntaxNode, { definitions = NO_DEFINITIONS }: CheckContext = {}): CheckedFilter {
  const diagnostics: Diagnostic[] = [];
  const bound = new Binder(definitions).bind(root, keepingReport(diagnostics));
  return { root: hasMistakes(diagnostics) ? undefined : bound, diagnostics };
}

function hasMistakes(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some(({ severity }) => severity === 'error');
}

/** Reads trees into what they mean. Macros are read once, however often they are named: they could say any number of checks. */
class Binder {
  private readonly tools: CheckTools;
  private readonly macros = new Map<string, Meaning | undefined>();
  /** The macros that are being read, outermost first. */
  private readonly path: string[] = [];
  private checks = 0;

  constructor(private readonly definitions: Definitions) {
    this.tools = { lists: new ListNames(definitions), regexes: new RegexAllowance() };
  }

  /** As deep as brackets and macros are nested, which is limited. */
  bind(node: SyntaxNode, report: Report): BoundNode | undefined {
    switch (node.kind) {
      case 'error':
        return undefined;
      case 'check':
        this.checks++;
        return this.bindCheck(node, report);
      case 'macro':
        return this.bindMacro(node, report);
      case 'not': {
        const operand = this.bind(node.operand, report);
        return operand && node.times % 2 === 1 ? { kind: 'not', operand } : operand;
      }
      case 'and':
      case 'or': {
        const operands = node.operands.flatMap((operand) => this.bind(operand, report) ?? []);
        return operands.length === node.operands.length ? { kind: node.kind, operands } : undefined;
      }
    }
  }

  private bindCheck(node: CheckNode, report: Report): BoundNode | undefined {
    // What is wrong with the filter has been said, as far as anybody reads.
    if (report !== NO_REPORT && !report.wants('mistake')) return undefined;
    return bindCheck(node, this.tools, report);
  }

  private bindMacro(node: MacroNode, report: Report): BoundNode | undefined {
    const { name } = node;
    if (!this.definitions.macros.has(name)) {
      if (report.wants('mistake')) report(unknownMacro(node, this.definitions));
      return undefined;
    }
    if (this.path.includes(name)) {
      const message = `The macro '${name}' contains itself.`;
      report(mistake('recursive-definition', message, node));
      return undefined;
    }
    const meaning = this.macros.has(name) ? this.macros.get(name) : this.readMacro(name);
    if (!meaning) {
      report(mistake('unknown-macro', `The macro '${name}' has mistakes of its own.`, node));
      return undefined;
    }
    this.checks += meaning.checks;
    if (this.checks <= MOST_CHECKS) return meaning.root;
    report(mistake('too-deep', `With its macros the filter has more than ${MOST_CHECKS} checks.`, node));
    return undefined;
  }

  private readMacro(name: string): Meaning | undefined {
    const parsed = this.definitions.macros.get(name);
    if (!parsed || this.path.length === DEEPEST_MACROS) return undefined;
    const before = this.checks;
    this.path.push(name);
    const root = parsed.diagnostics.length === 0 ? this.bind(parsed.root, NO_REPORT) : undefined;
    this.path.pop();
    const meaning = root && { root, checks: this.checks - before };
    this.checks = before;
    this.macros.set(name, meaning);
    return meaning;
  }
}

const DEEPEST_MACROS = 50;

/** What a macro says, and with how many checks. */
interface Meaning {
  readonly root: BoundNode;
  readonly checks: number;
}

function unknownMacro(node: MacroNode, { macros, lists }: Definitions): Diagnostic {
  const { name } = node;
  if (lists.has(name)) {
    return mistake('unknown-macro', `'${name}' is a list of values; write 'proc.name in (${name})', say.`, node);
  }
  const names = [...nearest(name, [...macros.keys()]), ...likelyFields(name)];
  const fixes = names.map((each) => replacement(`Change to '${each}'`, node, each));
  const message =
    macros.size === 0
      ? `${shown(name)} is not a field; fields have names like proc.name.`
      : `${shown(name)} is neither a field nor a macro.`;
  return mistake('unknown-macro', message, node, fixes);
}
