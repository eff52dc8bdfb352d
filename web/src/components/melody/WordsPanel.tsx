import { Fragment } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Syllable } from '../../domain/syllables';
import type { Part } from '../../domain/song';
import { barsOf } from '../../domain/timeline';
import { wordLines, type WordLine } from '../../domain/words';
import { song } from '../../state/song';
import { stresses, wantStresses } from '../../state/stresses';
import { addLines, freeLine, moveLine, singLine, writeLine } from '../../state/words';
import { t } from '../../text/text';

/** The words of a section: a line a row, with its syllables counted beside the notes it has. */
export function WordsPanel({ part }: { part: Part }) {
  useEffect(wantStresses, []);
  const lines = wordLines(song.value, part, stresses.value);
  return (
    <div class="words-panel" role="group" aria-label={t('words.of', { part: part.name })}>
      {lines.length ? (
        <ol>
          {/* By their place: laid under the notes a line is made of others, and its button keeps the keyboard. */}
          {lines.map((line, index) => <LineRow key={index} part={part} line={line} number={index + 1} />)}
        </ol>
      ) : null}
      <NewLines part={part} isFirst={lines.length === 0} />
    </div>
  );
}

function LineRow({ part, line, number }: { part: Part; line: WordLine; number: number }) {
  const [typed, setTyped] = useState<string | null>(null);
  const save = (): void => {
    if (typed !== null) writeLine(part, line, typed);
    setTyped(null);
  };
  const notes = line.notes.length;
  const bars = barsOf(song.value, part);
  const bar = bars.findLast((one) => one.start <= Math.max(0, line.start)) ?? bars[0];
  return (
    <li>
      <input class="field" aria-label={t('words.line', { number })} value={typed ?? line.text} maxLength={600}
        onInput={(event) => setTyped(event.currentTarget.value)} onBlur={save}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && !event.isComposing) {
            save();
            focusNext(event.currentTarget);
          }
          if (event.key === 'Escape') { setTyped(null); event.stopPropagation(); }
        }} />
      {line.kind === 'line' ? (
        <select class="field bare small" aria-label={t('words.begins', { number })} value={bar?.start ?? 0} onChange={(event) => moveLine(line, Number(event.currentTarget.value))}>
          {bars.map((one) => <option key={one.start} value={one.start}>{t('words.bar', { bar: one.number })}</option>)}
        </select>
      ) : <span class="soft small">{t('words.bar', { bar: bar?.number ?? 1 })}</span>}
      <span class={`small ${notes && notes !== line.syllables.length ? 'warm' : 'soft'}`}>
        {notes ? t('words.countNotes', { syllables: line.syllables.length, notes }) : t('words.count', { syllables: line.syllables.length })}
      </span>
      {line.kind === 'line' ? (
        <button type="button" class="button small" disabled={notes === 0} title={t('words.singHint')} onClick={() => singLine(part, line)}>{t('words.sing')}</button>
      ) : (
        <button type="button" class="button small" onClick={() => freeLine(part, line)}>{t('words.free')}</button>
      )}
      <Scan syllables={line.syllables} />
    </li>
  );
}

/** How a line is leant on; nothing where no stress is known. */
function Scan({ syllables }: { syllables: readonly Syllable[] }) {
  const stressed = syllables.filter((one) => one.isStressed);
  if (stressed.length === 0) return null;
  return (
    <p class="scan small">
      <span class="visually-hidden">{t('words.stressed', { syllables: stressed.map(({ text }) => text.replace(/-$/, '')).join(', ') })}</span>
      <span aria-hidden="true">
        {syllables.map(({ text, isStressed }, index) => {
          const shown = text.replace(/-$/, '');
          return <Fragment key={index}>{isStressed ? <b>{shown}</b> : shown}{shown === text ? ' ' : '·'}</Fragment>;
        })}
      </span>
    </p>
  );
}

/** Enter goes on to the next line, and after the last to a new one. */
function focusNext(input: HTMLInputElement): void {
  const fields = [...(input.closest('.words-panel')?.querySelectorAll<HTMLElement>('li .field:first-child, .words-new') ?? [])];
  fields[fields.indexOf(input) + 1]?.focus();
}

function NewLines({ part, isFirst }: { part: Part; isFirst: boolean }) {
  const [text, setText] = useState('');
  const add = (): void => {
    if (text.trim()) addLines(part, text);
    setText('');
  };
  return (
    <textarea class="field words-new" rows={1} aria-label={t('words.new')} placeholder={t(isFirst ? 'words.first' : 'words.next')} value={text} maxLength={20000}
      onInput={(event) => setText(event.currentTarget.value)} onBlur={add}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
        event.preventDefault();
        add();
      }} />
  );
}
