import type { TargetedEvent } from 'preact';
import { useState } from 'preact/hooks';

interface SliderProps {
  label: string;
  min: number;
  max: number;
  step: number;
  value: number;
  /** What the value is called; beside the label, and for screen readers. */
  says?: string;
  low?: string;
  high?: string;
  /** Only for screen readers: the place says what it is. */
  hideLabel?: boolean;
  class?: string;
  /** While it moves. */
  onMove?: (value: number) => void;
  /** When it is let go, or after each key. */
  onSettle: (value: number) => void;
}

/** What an input of a range needs to follow the hand, also where its place is drawn anew meanwhile, and to report where it is let go. */
export function useHeld(value: number, onSettle: (value: number) => void, onMove?: (value: number) => void) {
  const [held, setHeld] = useState<number | null>(null);
  return {
    value: held ?? value,
    onInput: (event: TargetedEvent<HTMLInputElement>) => { const now = event.currentTarget.valueAsNumber; setHeld(now); onMove?.(now); },
    onChange: (event: TargetedEvent<HTMLInputElement>) => { onSettle(event.currentTarget.valueAsNumber); setHeld(null); },
  };
}

/** A fader: follows the hand at once, and reports the place where it is let go. */
export function Slider({ label, min, max, step, value, says, low, high, hideLabel, class: className = '', onMove, onSettle }: SliderProps) {
  const held = useHeld(value, onSettle, onMove);
  return (
    <label class={`slider ${className}`}>
      {hideLabel ? null : <span class="slider-head"><span>{label}</span>{says ? <span class="soft small">{says}</span> : null}</span>}
      <input type="range" aria-label={label} aria-valuetext={says} min={min} max={max} step={step} {...held} />
      {low && high ? <span class="slider-ends soft small"><span>{low}</span><span>{high}</span></span> : null}
    </label>
  );
}
