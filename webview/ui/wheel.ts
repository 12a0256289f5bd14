/** The parts of a wheel event that say how far it goes. */
export interface WheelMovement {
  readonly deltaX: number;
  readonly deltaY: number;
  /** 0 pixels, 1 lines, 2 pages, as `WheelEvent.deltaMode`. */
  readonly deltaMode: number;
  readonly shiftKey: boolean;
}

/** A wheel's movement in pixels; fractions are kept, so that slow touchpad movements add up instead of being lost. */
export function wheelPixels(
  movement: WheelMovement,
  lineHeight: number,
  page: { readonly width: number; readonly height: number },
): { readonly x: number; readonly y: number } {
  const unitX = movement.deltaMode === 1 ? lineHeight : movement.deltaMode === 2 ? page.width : 1;
  const unitY = movement.deltaMode === 1 ? lineHeight : movement.deltaMode === 2 ? page.height : 1;
  const x = movement.deltaX * unitX;
  const y = movement.deltaY * unitY;
  // Shift turns a plain wheel sideways; browsers that already did so report no vertical part.
  return movement.shiftKey && x === 0 ? { x: movement.deltaY * unitX, y: 0 } : { x, y };
}
