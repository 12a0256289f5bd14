import { isFieldError, resolveReference } from '../../fields/resolveField';
import { printFilter } from '../print';
import type { SyntaxNode } from '../syntaxTree';
import { fieldsOf } from './fieldsOf';
import { refuseOwnFields } from './ownFields';
import { attempt, said, type Translation, Untranslatable } from './translation';

/** Fields that Falco has from a plugin that comes with it. */
const FROM_PLUGIN = /^(?:container|k8s\.(?:ns|pod))\./;

/**
 * A filter as the condition of a Falco rule: the language is the same, some fields are not there. Source:
 * facts/filter-language.md §1, §9, facts/fields.tsv.
 */
export function falcoCondition(root: SyntaxNode): Translation {
  return attempt(() => {
    refuseOwnFields(root, 'Falco');
    const remarks = new Set<string>();
    for (const { name, argument } of fieldsOf(root)) {
      const resolved = resolveReference(name, argument);
      if (isFieldError(resolved)) continue;
      const { field } = resolved;
      if (FROM_PLUGIN.test(field.name)) {
        remarks.add('Fields of containers and Kubernetes need the container plugin of Falco.');
      } else if (field.until !== undefined) {
        throw new Untranslatable(`Falco no longer has the field '${field.name}'.`);
      }
      if (field.name.startsWith('evt.latency')) {
        remarks.add('Falco sees no enter events by themselves, so that evt.latency is always 0 there.');
      }
      if (field.name === 'evt.dir') remarks.add('Newer versions of Falco know exit events only.');
    }
    const text = printFilter(root);
    if (/\\x[0-9a-f]{2}/.test(text))
      remarks.add("Versions of Falco with libs up to 0.25.4 do not read '\\x' in quotes.");
    return said(text, [...remarks]);
  });
}
