import { RawBytesError } from '../engine/trace/rawBlocks';
import { CaptureInputError } from './captureInput';
import type { SessionFailure } from './protocol';
import { SessionRequestError } from './sessionError';

/** Any error as an answer. */
export function failureOf(error: unknown): SessionFailure {
  if (error instanceof SessionRequestError || isUnreadable(error)) {
    return { reason: error.reason, message: error.message };
  }
  return {
    reason: 'internal',
    message: error instanceof Error ? `Internal error: ${error.message}` : 'Internal error.',
  };
}

/** Whether an error says that bytes of the capture cannot be read. */
export function isUnreadable(error: unknown): error is RawBytesError | CaptureInputError {
  return error instanceof RawBytesError || error instanceof CaptureInputError;
}
