import { useSyncExternalStore } from 'react';
import { flushSync } from 'react-dom';

const paper = window.matchMedia('print');
const watching = new Set<() => void>();
let isAsked = false;

// What is printed is taken as soon as these listeners return: everything must have been painted by then.
window.addEventListener('beforeprint', () => ask(true));
window.addEventListener('afterprint', () => ask(false));
paper.addEventListener('change', tell);

/** Whether the page is on its way to paper, or looked at as if it were. */
export function isPrinting(): boolean {
  return isAsked || paper.matches;
}

export function useIsPrinting(): boolean {
  return useSyncExternalStore(watch, isPrinting);
}

function watch(listener: () => void): () => void {
  watching.add(listener);
  return () => watching.delete(listener);
}

function ask(asked: boolean): void {
  isAsked = asked;
  tell();
}

function tell(): void {
  flushSync(() => {
    for (const listener of watching) listener();
  });
}
