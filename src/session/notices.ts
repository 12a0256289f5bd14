import type { Damage } from '../engine/capture/damage';
import type { CaptureNotice } from './protocol';

/** Damage inside a capture, as notices for people. */
export function noticesOf(damage: readonly Damage[]): CaptureNotice[] {
  return damage.map(({ reason, offset, message, count, fatal }) => ({
    severity: fatal ? 'error' : 'warning',
    reason,
    message: count > 1 ? `${message.replace(/\.$/, '')} (${count} in all).` : message,
    offset,
  }));
}
