import { useState } from 'preact/hooks';
import { announce } from '../../state/announce';
import { keptOf, keywordsOf, type Card } from '../../state/cards';
import { dragCard } from '../../state/drag';
import { announceCards } from '../../state/flow';
import { isHearing, toggleHearing } from '../../state/hearing';
import { insertCard } from '../../state/insert';
import { askNear, forget, remember, verdictOn } from '../../state/suggestions';
import { song } from '../../state/song';
import { t } from '../../text/text';
import { Icon, type IconName } from '../inspire/icons';
import { ChordLine } from './ChordLine';
import { RarityMark } from './RarityMark';
import { reasonText, wordText } from '../../text/reasons';

/** Keeps a card in the song, or keeps it no longer. */
export function toggleKept(card: Card): void {
  const word = wordText(card.suggestion.word);
  const known = keptOf(card, song.value.suggestions);
  if (known?.verdict === 'kept') return forget(known.id, t('cards.did.keep', { word }));
  remember(card, 'kept', t('cards.did.keep', { word }));
  announce(t('cards.keptIt', { word }));
}

/** Refuses a card: it goes from the table and does not come again in this song. */
export function refuse(card: Card): void {
  const word = wordText(card.suggestion.word);
  remember(card, 'refused', t('cards.did.refuse', { word }));
  announce(t('cards.refusedIt', { word }));
}

function Tool({ icon, label, run, pressed, expanded }: { icon: IconName; label: string; run: () => void; pressed?: boolean; expanded?: boolean }) {
  return (
    <button type="button" class={`button icon quiet small tool-${icon}`} aria-label={label} title={label} aria-pressed={pressed} aria-expanded={expanded} onClick={run}>
      <Icon name={icon} size={18} />
    </button>
  );
}

/** What else can be made of a card. */
function Ways({ card, onDone }: { card: Card; onDone: () => void }) {
  const after = (cards: Promise<readonly Card[]>): void => { onDone(); void cards.then(announceCards); };
  return (
    <div class="card-ways" onKeyDown={(event) => { if (event.key === 'Escape') { event.stopPropagation(); onDone(); } }}>
      <button type="button" class="button small" onClick={() => after(askNear(card, 'like'))}>{t('cards.like')}</button>
      <button type="button" class="button small" onClick={() => after(askNear(card, 'varied'))}>{t('cards.vary')}</button>
      <button type="button" class="button small" onClick={() => after(askNear(card, 'plainer'))}>{t('cards.plainer')}</button>
      <button type="button" class="button small" onClick={() => after(askNear(card, 'richer'))}>{t('cards.richer')}</button>
    </div>
  );
}

/** The most telling reason in sight, the others a press away. */
function Why({ card, word }: { card: Card; word: string }) {
  const [open, setOpen] = useState(false);
  const lines = [...card.says, ...card.suggestion.why.map(reasonText)];
  const words = keywordsOf(card.suggestion);
  return (
    <div class="card-why small soft">
      <ul>{lines.slice(0, open ? lines.length : 1).map((line) => <li key={line}>{line}</li>)}</ul>
      {open && words.length > 0 && <p class="card-for">{t('cards.for', { words: words.join(', ') })}</p>}
      {lines.length > 1 && (
        <button type="button" class="more-reasons" aria-expanded={open} onClick={() => setOpen(!open)}>
          <span aria-hidden="true">{open ? '−' : `+${lines.length - 1}`}</span>
          <span class="visually-hidden">{t('cards.why', { word })}</span>
        </button>
      )}
    </div>
  );
}

/** One suggestion: hear it, put it in, keep or refuse it, ask for its like. Dragged, it goes where it is dropped. */
export function SuggestionCard({ card, place }: { card: Card; place: number }) {
  const [ways, setWays] = useState(false);
  const word = wordText(card.suggestion.word);
  const hearing = isHearing(card);
  const kept = verdictOn(card) === 'kept';
  // Where a language model proposes, those of the built-in proposer are marked.
  const isOwn = card.origin.kind === 'suggestion' && card.origin.proposer === 'builtin';
  return (
    <li class="card" data-hearing={hearing} data-place={place} data-card={card.id} draggable onDragStart={(event) => dragCard(event, card)}
      aria-label={t('cards.card', { word, chords: card.suggestion.chords.join(', ') })}>
      <div class="card-head">
        <button type="button" class="button icon hear" aria-label={t(hearing ? 'cards.stop' : 'cards.hear', { word })} aria-pressed={hearing}
          aria-keyshortcuts={String(place + 1)} title={`${t(hearing ? 'cards.stop' : 'cards.hear', { word })} (${place + 1})`} onClick={() => void toggleHearing(card)}>
          <Icon name={hearing ? 'stop' : 'play'} size={18} />
        </button>
        <h3 class="card-word">{word}</h3>
        {isOwn && <span class="card-own small soft" title={t('cards.builtin.why')}>{t('cards.builtin')}</span>}
        <RarityMark surprise={card.suggestion.surprise} />
        <div class="card-tools">
          <Tool icon="heart" label={t(kept ? 'cards.unkeep' : 'cards.keep', { word })} pressed={kept} run={() => toggleKept(card)} />
          <Tool icon="close" label={t('cards.refuse', { word })} run={() => refuse(card)} />
          {card.kind !== 'chord' && <Tool icon="more" label={t('cards.more', { word })} expanded={ways} run={() => setWays(!ways)} />}
        </div>
      </div>
      {ways && <Ways card={card} onDone={() => setWays(false)} />}
      <ChordLine card={card} />
      <div class="card-foot">
        <Why card={card} word={word} />
        <button type="button" class="button small primary" aria-label={t('cards.insertOne', { word })} onClick={() => insertCard(card)}>{t('cards.insert')}</button>
      </div>
    </li>
  );
}
