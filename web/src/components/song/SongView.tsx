import { song } from '../../state/song';

/** The song's sections with their chords. */
export function SongView() {
  return (
    <div class="sections">
      {song.value.parts.map((part) => (
        <section key={part.id}>
          <h2>{part.name}</h2>
          <p>{part.chords.map((chord) => chord.symbol).join(' ')}</p>
        </section>
      ))}
    </div>
  );
}
