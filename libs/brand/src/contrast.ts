import type { Brand } from './brand';
import { brandColors, type Scheme } from './brand-colors';
import { CONTRAST_PAIRS } from './contrast-pairs';

/** What is too faint on what, in which scheme, and by how much. */
export interface ContrastFinding {
  readonly color: string;
  readonly on: string;
  readonly scheme: Scheme;
  readonly ratio: number;
  readonly needed: number;
}

/** The WCAG contrast ratio of two #rrggbb colours, from 1 to 21. */
export function contrastOf(first: string, second: string): number {
  const [lighter = 0, darker = 0] = [luminanceOf(first), luminanceOf(second)].sort((a, b) => b - a);
  return (lighter + 0.05) / (darker + 0.05);
}

/** Every pair of a brand that a person could not read well; empty for a usable brand. */
export function contrastFindings(brand: Brand): ContrastFinding[] {
  const colors = brandColors(brand);
  return CONTRAST_PAIRS.flatMap(({ color, on, needed }) =>
    (['light', 'dark'] as const).flatMap(scheme => {
      const [front, back] = [colors.get(color), colors.get(on)];
      if (!front || !back) throw new Error(`No such colour role: ${front ? on : color}`);
      const ratio = contrastOf(front[scheme], back[scheme]);
      return ratio < needed ? [{ color, on, scheme, ratio, needed }] : [];
    }),
  );
}

function luminanceOf(hex: string): number {
  const channel = (start: number): number => {
    const share = Number.parseInt(hex.slice(start, start + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
}
