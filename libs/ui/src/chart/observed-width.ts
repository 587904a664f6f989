import { afterNextRender, DestroyRef, ElementRef, inject, type Signal, signal } from '@angular/core';

/** The host's width in real pixels, so that plots are drawn at their size and strokes never scale. */
export function observedWidth(fallback: number): Signal<number> {
  const host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  const destroyed = inject(DestroyRef);
  const width = signal(fallback);
  afterNextRender(() => {
    if (typeof ResizeObserver === 'undefined') return;
    const observer = new ResizeObserver(([entry]) => {
      const measured = Math.floor(entry?.contentRect.width ?? 0);
      if (measured > 0) width.set(measured);
    });
    observer.observe(host);
    destroyed.onDestroy(() => observer.disconnect());
  });
  return width;
}
