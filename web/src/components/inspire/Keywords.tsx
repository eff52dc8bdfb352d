import { useRef, useState } from 'preact/hooks';
import { announce } from '../../state/announce';
import { decide, readOnceMore } from '../../state/flow';
import { brief, briefProblem, briefState, choices, items } from '../../state/inspirations';
import { bringBack, cleanWord, weigh } from '../../state/keyword_choices';
import { t } from '../../text/text';
import { inSeenOrder } from './chip_order';
import { KeywordChip } from './KeywordChip';
import { KeywordDetail } from './KeywordDetail';
import { Lexicon } from './Lexicon';

function AddKeyword() {
  const [text, setText] = useState('');
  const add = (): void => {
    const word = cleanWord(text);
    setText('');
    if (word) decide(weigh(choices.value, word, 1));
  };
  return (
    <form class="add-word" onSubmit={(event) => { event.preventDefault(); add(); }}>
      <input class="chip-field" type="text" maxLength={60} aria-label={t('words.add')} placeholder={t('words.addHere')} value={text}
        onInput={(event) => setText(event.currentTarget.value)} onBlur={add} />
    </form>
  );
}

function Removed() {
  const gone = choices.value.removed;
  if (!gone.length) return null;
  return (
    <p class="gone small soft">
      {t('words.gone')}:{' '}
      {gone.map((word) => (
        <button key={word} type="button" class="button small quiet" aria-label={t('words.bringBack', { word })}
          onClick={() => decide(bringBack(choices.value, word))}><s>{word}</s></button>
      ))}
    </p>
  );
}

function Mood() {
  const read = brief.value;
  if (!read?.keywords.length) return null;
  const [low = 0, high = 0] = read.tempoBpm;
  return (
    <p class="mood small soft" title={read.mode.why}>{t('words.leans', { mode: t(`mode.${read.mode.name}`), low, high })}</p>
  );
}

/** What was found in the inspirations, as the songwriter wants it heard: the contract between both. */
export function Keywords() {
  const [chosen, setChosen] = useState<string | null>(null);
  const seen = useRef<string[]>([]);
  const renamed = useRef(new Map<string, string>());
  const found = brief.value?.keywords ?? [];
  seen.current = inSeenOrder(seen.current, found.map((keyword) => keyword.word), renamed.current);
  const words = seen.current.flatMap((word) => found.filter((keyword) => keyword.word === word));
  if (briefState.value === 'empty' && !items.value.length && !choices.value.removed.length) return null;
  const detail = words.find((keyword) => keyword.word === chosen);
  const gone = (word: string): void => { setChosen(null); announce(`${t('words.gone')}: ${word}`); };
  return (
    <div class="keywords" aria-busy={briefState.value === 'reading'}>
      <div class="keywords-head">
        <h3 id="keywords-title" title={t('words.hint')}>{t('words.title')}</h3>
        <Mood />
      </div>
      {briefState.value === 'failed' && (
        <p class="small bad" role="alert">
          {t('ideas.unread', { problem: briefProblem.value })}{' '}
          <button type="button" class="button small" onClick={() => void readOnceMore()}>{t('ideas.again')}</button>
        </p>
      )}
      {briefState.value === 'ready' && !words.length && <p class="small soft">{t('words.none')}</p>}
      {briefState.value === 'reading' && !words.length && <p class="small soft">{t('ideas.busy')}</p>}
      <ul class="chips" aria-labelledby="keywords-title" aria-describedby="keywords-hint">
        {words.map((keyword) => (
          <KeywordChip key={keyword.word} keyword={keyword} open={keyword.word === chosen}
            onOpen={(open) => setChosen(open ? keyword.word : null)} onGone={() => gone(keyword.word)} />
        ))}
        <li><AddKeyword /></li>
      </ul>
      <p id="keywords-hint" class="visually-hidden">{t('words.hint')}</p>
      {detail && <KeywordDetail key={detail.word} keyword={detail} onClose={() => setChosen(null)}
        onRenamed={(to) => { renamed.current.set(detail.word, to); setChosen(to); }} />}
      <Removed />
      <Notes />
      <Lexicon />
    </div>
  );
}

function Notes() {
  const notes = brief.value?.notes ?? [];
  if (!notes.length) return null;
  return (
    <details class="notes small soft">
      <summary>{t('words.notes')}</summary>
      <ul>{notes.map((note) => <li key={note}>{note}</li>)}</ul>
    </details>
  );
}

