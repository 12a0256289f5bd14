/** How other languages write `and`, `or` and `not`. */
export const FOREIGN_CONNECTIVES: ReadonlyMap<string, 'and' | 'or'> = new Map([
  ['&&', 'and'],
  ['&', 'and'],
  ['AND', 'and'],
  ['And', 'and'],
  ['||', 'or'],
  ['|', 'or'],
  ['OR', 'or'],
  ['Or', 'or'],
]);

export const FOREIGN_NEGATIONS: readonly string[] = ['!', 'NOT', 'Not'];

/** Operators of other languages, with those that mean the same here. */
export const FOREIGN_OPERATORS: ReadonlyMap<string, string> = new Map([
  ['===', '='],
  ['!==', '!='],
  ['<>', '!='],
  ['=~', 'regex'],
  ['~=', 'regex'],
  ['~', 'regex'],
  ['is', '='],
  ['eq', '='],
  ['equals', '='],
  ['ne', '!='],
  ['lt', '<'],
  ['le', '<='],
  ['gt', '>'],
  ['ge', '>='],
  ['like', 'contains'],
  ['has', 'contains'],
  ['matches', 'regex'],
  ['match', 'regex'],
  ['starts_with', 'startswith'],
  ['ends_with', 'endswith'],
  ['CONTAINS', 'contains'],
  ['IN', 'in'],
  ['EXISTS', 'exists'],
]);

/** The symbols among them, the longest first. */
export const FOREIGN_SYMBOL = /^(?:===|!==|<>|=~|~=|~)/;
