import type { ComponentChildren } from 'preact';
import { endOf } from '../../domain/arrange';
import { capoShape } from '../../domain/capo';
import { factsOf, nashvilleOf, romanOf } from '../../state/chordFacts';
import { song } from '../../state/song';
import {
  beatsOf, copyChosen, goTo, joinChosen, keyOfPlace, lockChosen, moveChosen, paste, placeWords, removeChosen, splitChosen, startTyping, stretchChosen, transposeChosen,
} from '../../state/songActions';
import { barBefore, takeBarsOut } from '../../state/partActions';
import { chosen } from '../../state/songView';
import { cellsOf } from '../../domain/grid';
import type { Chord } from '../../domain/song';
import { originWords, sourceWords } from '../../text/musicWords';
import { t } from '../../text/text';
import { shapesOpen, toggleShapes } from '../../state/chord_shapes';
import { ChordShapes } from '../diagrams/ChordShapes';
import { StripIdeas } from './StripIdeas';
import { TakeMidi } from './TakeMidi';
import { Icon, type IconName } from '../shell/Icon';

/** What is chosen in the song and what can be done with it: everything the keys do, as buttons. */
export function ChordStrip() {
  const now = chosen.value;
  if (!now) return null;
  const { part, place, chords } = now;
  const [chord] = chords;
  const many = chords.length > 1;
  const locked = chords.length > 0 && chords.every((one) => one.locked);
  return (
    <section class="strip" aria-label={t('song.strip')}>
      {chord && !many ? <ChordShapes key={chord.id} part={part} chord={chord} /> : null}
      <div class="strip-what">
        {chord && !many ? <OneChord symbol={chord.symbol} start={chord.start} length={chord.length} origin={chord.origin} /> : (
          <span>{many ? t('song.chordsChosen', { count: chords.length }) : t('song.cursorAt', { place: placeWords(part, place.start) })}</span>
        )}
      </div>
      <StripIdeas />
      <div class="strip-do" role="toolbar" aria-label={t('song.strip')}>
        <Do icon="edit" label={t(chord ? 'song.edit' : 'song.write')} run={() => startTyping(part, chord?.start ?? place.start, null)} />
        {chord ? (
          <>
            <Do icon={locked ? 'unlock' : 'lock'} label={t(locked ? 'song.unlock' : 'song.lock')} keys="K" run={lockChosen} pressed={locked} />
            <Do icon="split" label={t('song.split')} keys="S" run={splitChosen} />
            <Do icon="join" label={t('song.join')} keys="J" run={joinChosen} />
            <Pair words={t('song.moveWord')}>
              <Do icon="left" label={t('song.earlier')} run={() => moveChosen(-1)} />
              <Do icon="right" label={t('song.later')} run={() => moveChosen(1)} />
            </Pair>
            <Pair words={t('song.lengthWord')}>
              <Do icon="minus" label={t('song.shorter')} run={() => stretchChosen(-1)} />
              <Do icon="plus" label={t('song.longer')} run={() => stretchChosen(1)} />
            </Pair>
            <Pair words={t('song.pitchWord')}>
              <Do icon="down" label={t('song.semitoneDown')} run={() => transposeChosen(-1)} />
              <Do icon="up" label={t('song.semitoneUp')} run={() => transposeChosen(1)} />
            </Pair>
            {many ? null : <Do icon="piano" label={t(shapesOpen.value ? 'shapes.close' : 'shapes.show')} keys="H" run={toggleShapes} pressed={shapesOpen.value} />}
            <TakeMidi />
            <Do icon="copy" label={t('song.copy')} run={() => { void copyToClipboard(); }} />
          </>
        ) : null}
        <Pair words={t('song.bar')}>
          <Do icon="minus" label={t('song.barsOut')} keys="Shift+Delete" run={takeBarsOut} />
          <Do icon="plus" label={t('song.barBefore')} keys="Shift+Enter" run={barBefore} />
        </Pair>
        <Do icon="paste" label={t('song.paste')} run={() => { void pasteFromClipboard(); }} />
        {chord ? <Do icon="trash" label={t('song.remove')} run={removeChosen} /> : null}
        <button type="button" class="button quiet small" onClick={() => {
          const next = cellsOf(song.value, part).find((one) => one.start >= Math.max(place.end, place.start + 1));
          if (next) { const from = place.start; goTo(part, from, endOf(next)); }
        }}>{t('song.more')}</button>
      </div>
    </section>
  );
}

/** Less and more of something, with its name between, for the eye only: the buttons say the whole. */
function Pair({ words, children }: { words: string; children: ComponentChildren }) {
  return <span class="pair"><span class="soft small" aria-hidden="true">{words}</span>{children}</span>;
}

function Do({ icon, label, keys, run, pressed }: { icon: IconName; label: string; keys?: string; run: () => void; pressed?: boolean }) {
  return (
    <button type="button" class="button quiet icon" aria-label={label} title={keys ? `${label} (${keys})` : label} aria-pressed={pressed} onClick={run}><Icon name={icon} /></button>
  );
}

function OneChord({ symbol, start, length, origin }: Pick<Chord, 'symbol' | 'start' | 'length' | 'origin'>) {
  const now = chosen.value;
  if (!now) return null;
  const key = keyOfPlace(now.part, start);
  const facts = factsOf(symbol, key);
  const { capo } = song.value;
  return (
    <>
      <b class="strip-name">{symbol}</b>
      <span class="soft">{romanOf(symbol, key)} · {nashvilleOf(symbol, key)}</span>
      {facts ? <span class="soft strip-notes">{facts.notes.join(' ')}</span> : null}
      {facts && facts.origin !== 'inKey' ? <span class="mark">{originWords(facts, key)}</span> : null}
      {capo > 0 ? <span class="soft">{t('song.shape', { shape: capoShape(symbol, capo, key) })}</span> : null}
      <span class="soft small">{placeWords(now.part, start)} · {t('song.beats', { beats: beatsOf(now.part, { start, length }) })} · {sourceWords(origin)}</span>
    </>
  );
}

async function copyToClipboard(): Promise<void> {
  const text = copyChosen();
  if (text) await navigator.clipboard.writeText(text).catch(() => undefined);
}
async function pasteFromClipboard(): Promise<void> {
  const text = await navigator.clipboard.readText().catch(() => '');
  if (text) await paste(text);
}
