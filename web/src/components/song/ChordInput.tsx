import { useEffect, useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { ChordFacts } from '../../api/chords';
import { completionsOf } from '../../state/chordFacts';
import { commitTyping, keyOfPlace } from '../../state/songActions';
import { cursor, editing, partOf, type Editing } from '../../state/songView';
import { announce } from '../../state/announce';
import { originWords } from '../../text/musicWords';
import { t } from '../../text/text';

/** What stands before the piece that is typed now: "| C Am F" completes F. */
function lastWord(text: string): { before: string; word: string } {
  const at = Math.max(text.lastIndexOf(' '), text.lastIndexOf('|')) + 1;
  return { before: text.slice(0, at), word: text.slice(at) };
}

/** The field in which a chord is typed, with how it may go on, and what is wrong with it. */
export function ChordInput({ now }: { now: Editing }) {
  const [text, setText] = useState(now.text);
  const [completions, setCompletions] = useState<ChordFacts[]>([]);
  const [active, setActive] = useState(-1);
  const [problem, setProblem] = useState<string | null>(null);
  const input = useRef<HTMLInputElement>(null);
  const leaving = useRef(false);
  const id = useId();
  const part = partOf(now.partId);
  const { before, word } = lastWord(text);

  // At once, so that what is typed on goes here.
  useLayoutEffect(() => {
    const field = input.current;
    field?.focus();
    // A letter that was pressed on the cell begins a new name; an old name is chosen, to be typed over.
    if (now.begun) field?.setSelectionRange(now.text.length, now.text.length);
    else field?.select();
  }, []);

  useEffect(() => {
    if (!part) return undefined;
    const stop = new AbortController();
    const soon = setTimeout(() => {
      void completionsOf(word, keyOfPlace(part, now.start), stop.signal).then((answer) => {
        if (stop.signal.aborted) return;
        setCompletions(answer.completions.slice(0, 8));
        setActive(-1);
        const wrong = answer.typed?.error;
        setProblem(word && wrong && answer.completions.length === 0 ? t('song.typedWrong', { text: word, why: wrong.message }) : null);
      });
    }, 60);
    return () => { clearTimeout(soon); stop.abort(); };
  }, [word]);

  /** What is offered always begins as what is typed, also until the server has answered. */
  const onType = (typed: string): void => {
    const beginning = lastWord(typed).word.toLowerCase();
    setText(typed);
    setProblem(null);
    setActive(-1);
    setCompletions((before) => before.filter((one) => one.symbol.toLowerCase().startsWith(beginning)));
  };
  const take = (facts: ChordFacts): string => `${before}${facts.symbol}`;
  const commit = async (typed: string): Promise<void> => {
    leaving.current = true;
    // A numeral is taken for the chord it names in the key.
    const numeral = completions.find((one) => one.roman === word || one.nashville === word);
    const wrong = await commitTyping(now, numeral && typed === text ? take(numeral) : typed);
    if (wrong === null) return;
    leaving.current = false;
    setProblem(wrong);
    announce(wrong);
    input.current?.focus();
  };
  const cancel = (): void => {
    leaving.current = true;
    editing.value = null;
    cursor.value = { partId: now.partId, tick: now.start };
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    event.stopPropagation();
    const chosen = completions[active];
    if (event.key === 'Escape') cancel();
    else if (event.key === 'Enter') void commit(chosen ? take(chosen) : text);
    else if (event.key === 'Tab' && chosen) setText(take(chosen));
    else if (event.key === 'ArrowDown' && completions.length) setActive((active + 1) % completions.length);
    else if (event.key === 'ArrowUp' && completions.length) setActive(active <= 0 ? completions.length - 1 : active - 1);
    else return;
    event.preventDefault();
  };

  return (
    <div class="chord-input">
      <input ref={input} class="field" value={text} role="combobox" aria-label={t('song.typeChord')} aria-expanded={completions.length > 0} aria-controls={id}
        aria-activedescendant={active >= 0 ? `${id}-${active}` : undefined} aria-autocomplete="list" aria-invalid={problem !== null}
        aria-describedby={problem ? `${id}-problem` : undefined} autocomplete="off" autocapitalize="off" autocorrect="off" spellcheck={false} maxLength={400}
        onInput={(event) => onType(event.currentTarget.value)}
        onKeyDown={onKeyDown}
        onBlur={() => { if (!leaving.current) { if (text.trim() && text !== now.text) void commit(text); else cancel(); } }} />
      {problem ? <p class="chord-problem" id={`${id}-problem`}>{problem}</p> : null}
      <ul id={id} role="listbox" aria-label={t('song.completions')} class="completions" hidden={completions.length === 0}>
        {completions.map((facts, index) => (
          <li key={facts.symbol} id={`${id}-${index}`} role="option" aria-selected={index === active}
            onPointerDown={(event) => { event.preventDefault(); void commit(take(facts)); }}>
            <b>{facts.symbol}</b><span>{facts.roman}</span><span class="soft">{part ? originWords(facts, keyOfPlace(part, now.start)) : ''}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
