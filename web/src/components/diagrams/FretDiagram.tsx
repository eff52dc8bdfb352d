import type { Fingering } from '../../api/chords';
import { fretWindow } from './keyboard';

const gap = 12;
const fretHeight = 13;
const left = 16;
const top = 13;

/** A neck as chord books draw it: strings upright, the lowest on the left, the nut on top. */
export function FretDiagram({ fingering, label }: { fingering: Fingering; label: string }) {
  const { frets, barreFret } = fingering;
  const { first, count } = fretWindow(frets);
  const right = left + (frets.length - 1) * gap;
  const bottom = top + count * fretHeight;
  const yOf = (fret: number): number => top + (fret - first + 0.5) * fretHeight;
  const barred = frets.map((fret, string) => (fret >= barreFret && barreFret > 0 ? string : -1)).filter((string) => string >= 0);
  const barreFrom = frets.indexOf(barreFret);
  return (
    <svg class="diagram frets" viewBox={`0 0 ${right + 10} ${bottom + 4}`} role="img" aria-label={label}>
      {Array.from({ length: count + 1 }, (_, index) => (
        <line key={index} class={index === 0 && first === 1 ? 'nut' : ''} x1={left} x2={right} y1={top + index * fretHeight} y2={top + index * fretHeight} />
      ))}
      {first > 1 ? <text class="fret-number" aria-hidden="true" x={left - 6} y={yOf(first) + 3} text-anchor="end">{first}</text> : null}
      {frets.map((_, string) => <line key={`s${string}`} x1={left + string * gap} x2={left + string * gap} y1={top} y2={bottom} />)}
      {barreFret > 0 && barreFrom >= 0 ? (
        <line class="barre" x1={left + barreFrom * gap} x2={left + Math.max(...barred) * gap} y1={yOf(barreFret)} y2={yOf(barreFret)} />
      ) : null}
      {frets.map((fret, string) => {
        const x = left + string * gap;
        if (fret > 0) return <circle key={`d${string}`} class="finger" cx={x} cy={yOf(fret)} r={4.3} />;
        return fret === 0
          ? <circle key={`d${string}`} class="open" cx={x} cy={top - 6} r={2.8} />
          : <path key={`d${string}`} class="muted" d={`M${x - 2.6} ${top - 8.6}l5.2 5.2m0-5.2l-5.2 5.2`} />;
      })}
    </svg>
  );
}
