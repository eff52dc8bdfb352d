import { eventAt } from '../../domain/arrange';
import type { Card } from '../../state/cards';
import { announceCards } from '../../state/flow';
import { currentPart } from '../../state/place';
import { selection, song } from '../../state/song';
import { hasSilentBar, metreOf } from '../../state/stretch';
import { askChord, askInSong } from '../../state/suggestions';
import type { InSongKind } from '../../state/suggestion_requests';
import { t } from '../../text/text';

function Verb({ kind, run }: { kind: InSongKind | 'chord'; run: () => Promise<readonly Card[]> }) {
  return <button type="button" class="button small" onClick={() => void run().then(announceCards)}>{t(`cards.do.${kind}`)}</button>;
}

/** What can be asked of the chords that are there: it follows the selection, and only shows what makes sense. */
export function SongVerbs() {
  const chosen = selection.value;
  const part = currentPart.value;
  if (!part || !part.chords.length) return null;
  const { bar } = metreOf(song.value, part);
  const chord = chosen?.partId === part.id ? eventAt(part.chords, chosen.start) : undefined;
  const inPlace: InSongKind[] = ['more', 'vary'];
  if (part.melody.length) inPlace.push('reharmonise');
  if (hasSilentBar(part, bar)) inPlace.push('fill');
  return (
    <div class="verbs" role="group" aria-label={t('cards.verbs')}>
      <p class="small soft">{t('cards.verbs')}: {part.name}</p>
      {chord && !chord.locked && <Verb kind="chord" run={() => askChord(part, chord)} />}
      {[...inPlace, 'continue' as const, 'contrast' as const].map((kind) => <Verb key={kind} kind={kind} run={() => askInSong(kind)} />)}
    </div>
  );
}
