import { THIS_MACHINE } from '../host/connectHost';

/** A host as it is called in a sentence. */
export function nameOf(host: string): string {
  return host === THIS_MACHINE ? 'this machine' : host;
}

/** A host as it is called where it stands alone, or begins a sentence. */
export function labelOf(host: string): string {
  return host === THIS_MACHINE ? 'This machine' : host;
}
