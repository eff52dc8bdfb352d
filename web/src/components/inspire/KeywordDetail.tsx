import { useEffect, useRef, useState } from 'preact/hooks';
import type { Evidence, FoundKeyword } from '../../api/types';
import { clockText } from '../../domain/clock';
import { decide, refreshSoon } from '../../state/flow';
import { choices, items, readings } from '../../state/inspirations';
import { cleanWord, remove, rename, sameWord, setPinned, weigh } from '../../state/keyword_choices';
import { learn, lexicon, originOf } from '../../state/lexicon';
import { t } from '../../text/text';
import { useHeld } from '../sound/Slider';
import { isPinned } from './KeywordChip';
import { evidenceIn } from './lit';
import { Swatch } from './PictureFace';

function wordsOf({ source, text, span, region, class: seen, confidence, share }: Evidence): string {
  if (source === 'text') return t('words.why.text', { text: text ?? '' });
  if (source === 'audio') return t('words.why.sound', { from: clockText(span?.[0] ?? 0), to: clockText(span?.[1] ?? 0) });
  if (!region) return t('words.why.colour', { percent: Math.round((share ?? 0) * 100) });
  return seen ? t('words.why.seen', { seen, percent: Math.round((confidence ?? 0) * 100) }) : t('words.why.region');
}

/** What a keyword rests on, in words: from the inspirations' own readings, which say which of them it was. */
function Reasons({ keyword }: { keyword: FoundKeyword }) {
  const found = items.value.flatMap((item) => {
    const reading = readings.value.get(item.key);
    return reading?.state === 'ready' ? evidenceIn(reading.brief, keyword.word) : [];
  });
  const evidence = found.length ? found : (keyword.evidence ?? []);
  const isOwn = choices.value.added.some((one) => sameWord(one.word, keyword.word));
  if (!evidence.length) return <p class="small soft">{t(isOwn ? 'words.why.added' : 'words.why.blend')}</p>;
  return (
    <ul class="reasons small soft">
      {evidence.map((one, index) => <li key={index}>{one.colour && <Swatch colour={one.colour} />}{wordsOf(one)}</li>)}
    </ul>
  );
}

function Rename({ keyword, onRenamed }: { keyword: FoundKeyword; onRenamed: (word: string) => void }) {
  const [name, setName] = useState('');
  const [always, setAlways] = useState(true);
  const submit = (event: Event): void => {
    event.preventDefault();
    const to = cleanWord(name);
    if (!to || sameWord(to, keyword.word)) return;
    if (always) {
      // The lexicon exchanges the word in every reading; in this song nothing more needs to be said of it.
      learn(keyword.word, to);
      decide({ ...choices.value, added: choices.value.added.filter((one) => !sameWord(one.word, keyword.word)) });
      refreshSoon();
    } else {
      decide(rename(choices.value, keyword.word, to, keyword.weight));
    }
    onRenamed(to);
  };
  return (
    <form class="rename" onSubmit={submit}>
      <label class="small" for="rename-word">{t('words.call')}</label>
      <input id="rename-word" class="field" type="text" maxLength={60} value={name} onInput={(event) => setName(event.currentTarget.value)} />
      <button type="submit" class="button small" disabled={!cleanWord(name)}>{t('words.rename')}</button>
      <label class="small check">
        <input type="checkbox" checked={always} onChange={(event) => setAlways(event.currentTarget.checked)} />
        {t('words.remember', { word: originOf(lexicon.value, keyword.word) ?? keyword.word })}
      </label>
    </form>
  );
}

/** Everything about one keyword: what it rests on, weight, pin, another name. */
export function KeywordDetail({ keyword, onClose, onRenamed }: { keyword: FoundKeyword; onClose: () => void; onRenamed: (word: string) => void }) {
  const { word } = keyword;
  const region = useRef<HTMLDivElement>(null);
  const pinned = isPinned(word);
  const origin = originOf(lexicon.value, word);
  const held = useHeld(keyword.weight, (weight) => decide(weigh(choices.value, word, weight)));
  useEffect(() => region.current?.scrollIntoView({ block: 'nearest' }), []);
  return (
    <div class="detail" ref={region} role="group" aria-label={t('words.edit', { word })}
      onKeyDown={(event) => { if (event.key === 'Escape') { event.stopPropagation(); onClose(); } }}>
      <div class="detail-head">
        <strong>{word}</strong>
        {origin !== null && <span class="small soft">{t('words.mine', { found: origin })}</span>}
        <button type="button" class="button small quiet" onClick={onClose}>{t('words.close')}</button>
      </div>
      <Reasons keyword={keyword} />
      <label class="detail-weight small">
        {t('words.weight')}
        <input type="range" min={0.05} max={1} step={0.05} {...held} />
      </label>
      <label class="small check">
        <input type="checkbox" checked={pinned} onChange={() => decide(setPinned(choices.value, word, !pinned))} />
        {t('words.pin')}
      </label>
      <Rename keyword={keyword} onRenamed={onRenamed} />
      <button type="button" class="button small" onClick={() => { decide(remove(choices.value, word)); onClose(); }}>{t('words.remove', { word })}</button>
    </div>
  );
}
