import type { Damage } from '../engine/capture/damage';
import type { CaptureInfo } from '../engine/info/captureInfo';
import { lackSentence, recordingSentence } from '../engine/info/lackSentence';
import type { TimeOrder } from '../engine/info/timeOrder';
import type { Origin } from '../engine/trace/origin';
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

/** What the recording itself lost or mixed up, as one notice, or none. */
export function noticesOfLacks(origin: Origin, order: TimeOrder): CaptureNotice[] {
  const message = lackSentence(origin, order);
  if (message === '') return [];
  const notice: CaptureNotice = { severity: 'info', reason: 'incomplete-recording', message };
  return [order.lateEvents > 0 ? { ...notice, offers: 'sort-by-time' } : notice];
}

/** What nearly every recording lacks, and how old it is, as one harmless notice, or none: known once all has been read. */
export function noticesOfRecording(info: CaptureInfo): CaptureNotice[] {
  const message = recordingSentence(info);
  return message === '' ? [] : [{ severity: 'info', reason: 'recording', message }];
}
