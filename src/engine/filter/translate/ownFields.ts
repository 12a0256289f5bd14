import { OWN_FIELD } from '../../fields/field';
import { isFieldError, resolveReference } from '../../fields/resolveField';
import type { SyntaxNode } from '../syntaxTree';
import { fieldsOf } from './fieldsOf';
import { Untranslatable } from './translation';

/** Throws `Untranslatable` where a filter names a field that only Scaplens has. `tool`: the name of the other one. */
export function refuseOwnFields(root: SyntaxNode, tool: string): void {
  for (const { name, argument } of fieldsOf(root)) {
    const resolved = resolveReference(name, argument);
    if (isFieldError(resolved) || resolved.field.since !== OWN_FIELD) continue;
    throw new Untranslatable(`'${resolved.field.name}' cannot be said in ${tool}: only Scaplens has it.`);
  }
}
