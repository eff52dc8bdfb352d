import { keysAround } from './keyboard';

const width = 12;
const height = 52;

/** A keyboard with the keys that are pressed; the colour is not alone, they carry a dot as well. */
export function PianoDiagram({ pitches, label }: { pitches: readonly number[]; label: string }) {
  const keys = keysAround(pitches);
  const whites = keys.filter(({ black }) => !black).length;
  return (
    <svg class="diagram piano" viewBox={`-1 -1 ${whites * width + 2} ${height + 2}`} role="img" aria-label={label}>
      {keys.map(({ pitch, black, x }) => {
        const pressed = pitches.includes(pitch);
        const wide = black ? width * 0.6 : width;
        const high = black ? height * 0.6 : height;
        return (
          <g key={pitch} class={`${black ? 'black' : 'white'}${pressed ? ' pressed' : ''}`}>
            <rect x={x * width} y={0} width={wide} height={high} rx={1.5} />
            {pressed ? <circle cx={x * width + wide / 2} cy={high - 6} r={2.6} /> : null}
          </g>
        );
      })}
    </svg>
  );
}
