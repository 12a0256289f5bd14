import { EditorState, type Extension } from '@codemirror/state';

/** A text that is pasted with several lines becomes one: line breaks are blanks to the language. */
export function oneLine(text: string): string {
  return text.replace(/\s*[\r\n]+\s*/g, ' ');
}

/** Keeps an editor's document on one line. */
export const ONE_LINE: Extension = EditorState.transactionFilter.of((transaction) => {
  if (!transaction.docChanged || transaction.newDoc.lines === 1) return transaction;
  const insert = oneLine(transaction.newDoc.toString());
  return [
    {
      changes: { from: 0, to: transaction.startState.doc.length, insert },
      selection: { anchor: Math.min(insert.length, transaction.newSelection.main.head) },
    },
  ];
});
