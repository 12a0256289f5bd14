import { countText, sizeText } from '../capture/figures';
import type { HostCapture } from '../capture/hostCapture';
import type { CaptureEnding } from '../capture/recordCapture';

/** How a capture ended that nothing went wrong with, in a sentence; and what was lost although. */
export function endText(capture: HostCapture): string {
  const { host, ending, events, bytes } = capture;
  const how =
    ending?.by === 'stopped' ? 'was stopped' : ending?.by === 'command' ? 'ended with its command' : 'is complete';
  const figures = capture.isRing
    ? `the last ${sizeText(bytes)} of ${countText(events)} events are kept`
    : `${countText(events)} events, ${sizeText(bytes)}`;
  return `The capture of ${host} ${how}: ${figures}.${droppedText(ending?.dropped)}`;
}

/** What is said of what came before a failure. */
export function keptText({ error, dropped }: CaptureEnding, kept: boolean): string {
  const isSaid = error?.reason === 'disk-full';
  return `${kept && !isSaid ? ' Everything that was received is kept and can be read.' : ''}${droppedText(dropped)}`;
}

function droppedText(dropped = 0): string {
  return dropped === 0 ? '' : ` sysdig dropped ${countText(dropped)} events, because it could not keep up.`;
}
