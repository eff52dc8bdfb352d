import { useState } from 'preact/hooks';
import { clockText } from '../../domain/clock';
import { kNoChord, mainKey } from '../../domain/heard';
import { readTyped } from '../../state/chordFacts';
import { cursor, heard, joinChord, moveBeginning, nameChord, splitChord, takeAlternative } from '../../state/listening';
import { t } from '../../text/text';

const nameOf = (chord: string): string => (chord === kNoChord ? t('listen.none') : chord);

/** The chord that keys act on: how sure it is, what else it may be, and a field for something else. */
export function ChordChoice() {
  const chord = heard.value?.chords[cursor.value];
  if (!chord) return null;
  const others = chord.alternatives ?? [];
  return (
    <section class="listen-choice" aria-label={nameOf(chord.chord)}>
      <h3>{nameOf(chord.chord)} <span class="soft small">{clockText(chord.start)}, {t('listen.sure', { percent: Math.round(chord.confidence * 100) })}</span></h3>
      {others.length ? <span class="small">{t('listen.other')}</span> : <span class="soft small">{t('listen.noOther')}</span>}
      {others.slice(0, 9).map((other, index) => (
        <button key={other.chord} type="button" class="button small" onClick={() => takeAlternative(index + 1)}>
          {t('listen.take', { number: index + 1, chord: nameOf(other.chord), percent: Math.max(1, Math.round(other.p * 100)) })}
        </button>
      ))}
      <TypedChord key={cursor.value} />
      <Borders />
    </section>
  );
}

/** Where the chord begins and ends. */
function Borders() {
  const chords = heard.value?.chords.length ?? 0;
  const at = cursor.value;
  return (
    <span class="listen-field" role="group" aria-label={t('listen.borders')}>
      <button type="button" class="button small" onClick={splitChord}>{t('listen.split')}</button>
      <button type="button" class="button small" disabled={at + 1 >= chords} onClick={joinChord}>{t('listen.join')}</button>
      <button type="button" class="button small" disabled={at === 0} onClick={() => moveBeginning(-1)}>{t('listen.beginEarlier')}</button>
      <button type="button" class="button small" disabled={at === 0} onClick={() => moveBeginning(1)}>{t('listen.beginLater')}</button>
    </span>
  );
}

function TypedChord() {
  const [text, setText] = useState('');
  const [wrong, setWrong] = useState(false);
  const set = async (): Promise<void> => {
    const now = heard.value;
    if (!now || !text.trim()) return;
    const [typed] = (await readTyped([text.trim()], mainKey(now))) ?? [];
    setWrong(!typed?.chord);
    if (!typed?.chord) return;
    setText('');
    nameChord(typed.chord.symbol);
  };
  return (
    <form class="listen-typed" onSubmit={(event) => { event.preventDefault(); void set(); }}>
      <label class="visually-hidden" for="listen-typed">{t('listen.typed')}</label>
      <input id="listen-typed" class="field" placeholder={t('listen.typed')} value={text} maxLength={40} aria-invalid={wrong} autocomplete="off"
        onInput={(event) => { setText(event.currentTarget.value); setWrong(false); }} />
      <button type="submit" class="button small" disabled={!text.trim()}>{t('listen.set')}</button>
      {wrong ? <span class="small bad" role="alert">{t('listen.noChord')}</span> : null}
    </form>
  );
}
