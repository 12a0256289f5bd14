/** A filter in the words of another tool, or why it cannot be said there. */
export type Translation =
  | {
      readonly said: true;
      readonly text: string;
      /** What one has to know to use it there: whole sentences, mostly none. */
      readonly remarks: readonly string[];
    }
  | {
      readonly said: false;
      /** A whole sentence. */
      readonly reason: string;
    };

export function said(text: string, remarks: readonly string[] = []): Translation {
  return { said: true, text, remarks };
}

/** Thrown and caught inside translations only: a part of the filter has no words there. */
export class Untranslatable extends Error {
  constructor(readonly reason: string) {
    super(reason);
    this.name = 'Untranslatable';
  }
}

/** What `translate` gives, or why it gave up. */
export function attempt(translate: () => Translation): Translation {
  try {
    return translate();
  } catch (error) {
    if (error instanceof Untranslatable) return { said: false, reason: error.reason };
    throw error;
  }
}
