import { THIS_MACHINE } from '../host/connectHost';

/** A host as it is called where it stands alone, or begins a sentence. */
export function labelOf(host: string): string {
  return host === THIS_MACHINE ? 'This machine' : host;
}
