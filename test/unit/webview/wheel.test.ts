import { describe, expect, it } from 'vitest';
import { wheelPixels } from '../../../webview/ui/wheel';

const page = { width: 800, height: 600 };
const still = { deltaX: 0, deltaY: 0, deltaMode: 0, shiftKey: false };

describe('wheelPixels', () => {
  it('keeps fractions of pixels, so that a slow touchpad gets somewhere', () => {
    expect(wheelPixels({ ...still, deltaY: 0.4 }, 22, page)).toEqual({ x: 0, y: 0.4 });
  });

  it('takes lines and pages for what they are', () => {
    expect(wheelPixels({ ...still, deltaY: 3, deltaMode: 1 }, 22, page).y).toBe(66);
    expect(wheelPixels({ ...still, deltaY: -1, deltaMode: 2 }, 22, page).y).toBe(-600);
  });

  it('goes sideways with Shift, unless the browser has done so already', () => {
    expect(wheelPixels({ ...still, deltaY: 10, shiftKey: true }, 22, page)).toEqual({ x: 10, y: 0 });
    expect(wheelPixels({ ...still, deltaX: 10, shiftKey: true }, 22, page)).toEqual({ x: 10, y: 0 });
  });
});
