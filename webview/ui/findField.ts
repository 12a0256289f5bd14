/** Marks a field of a search by what came of it; null: its text was not looked for yet. */
export function markFindField(field: HTMLElement, found: boolean | null): void {
  field.classList.toggle('not-found', found === false);
  if (found === null) field.removeAttribute('aria-invalid');
  else field.setAttribute('aria-invalid', String(!found));
}
