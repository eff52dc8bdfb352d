import type { Card } from '../../state/cards';

/** A card's chords over their numerals, each as wide as it is long. What a variation changed is underlined. */
export function ChordLine({ card }: { card: Card }) {
  const { chords, beats, romans } = card.suggestion;
  const shortest = Math.max(0.5, Math.min(...beats));
  return (
    <ol class="chord-line">
      {chords.map((chord, index) => (
        <li key={index} data-changed={card.changed.includes(index)} style={{ flexGrow: Math.round(((beats[index] ?? 1) / shortest) * 10) / 10 }}>
          <span class="chord-name">{chord}</span>
          <span class="chord-roman soft small">{romans[index]}</span>
        </li>
      ))}
    </ol>
  );
}
