import type { KeptSuggestion } from '../../domain/song';
import type { Card } from '../../state/cards';
import { isHearing, toggleHearing } from '../../state/hearing';
import { insertCard } from '../../state/insert';
import { barsIn, meterOf } from '../../state/stretch';
import { song } from '../../state/song';
import { cards, earlier, forget, keptOnes, refusedOnes } from '../../state/suggestions';
import { t } from '../../text/text';
import { Icon } from '../inspire/icons';
import { wordText } from '../../text/reasons';

/** What the song remembers as a card again: chords, key and word; numerals and reasons are not kept. */
function cardOfKept(kept: KeptSuggestion): Card {
  const meter = meterOf(song.value);
  return {
    id: `kept-${kept.id}`, kind: 'fresh', key: kept.key, mode: kept.mode, meter,
    bars: barsIn(kept.beats, meter),
    edits: null, says: [], place: null, heard: null, tempoBpm: [], changed: [], origin: kept.origin ?? { kind: 'human' },
    suggestion: {
      proposer: 'builtin', chords: kept.chords, beats: kept.beats, romans: [], voicings: [], logP: 0, logQ: 0, acceptance: 0, accepted: true,
      surprise: 0, word: kept.note || 'plain', why: [], voiceLeading: { semitonesPerVoice: 0, fromContext: null, toContext: null },
    },
  };
}

function Row({ card, children }: { card: Card; children?: preact.ComponentChildren }) {
  const word = wordText(card.suggestion.word);
  const hearing = isHearing(card);
  return (
    <li class="shelf-row">
      <button type="button" class="button icon quiet small" aria-label={t(hearing ? 'cards.stop' : 'cards.hear', { word })} aria-pressed={hearing} onClick={() => void toggleHearing(card)}>
        <Icon name={hearing ? 'stop' : 'play'} size={14} />
      </button>
      <span class="shelf-chords"><span class="small soft">{word}</span> {card.suggestion.chords.join(' ')}</span>
      {children}
    </li>
  );
}

function Insert({ card }: { card: Card }) {
  return <button type="button" class="button small" aria-label={t('cards.insertOne', { word: wordText(card.suggestion.word) })} onClick={() => insertCard(card)}>{t('cards.insert')}</button>;
}

/** Folded away: what was kept, what came earlier, what is not wanted. */
export function Shelves() {
  const kept = keptOnes.value.map(cardOfKept);
  const refused = refusedOnes.value;
  const before = earlier.value.filter((card) => !cards.value.includes(card));
  return (
    <div class="shelves">
      {kept.length > 0 && (
        <details>
          <summary class="small">{t('cards.kept', { count: kept.length })}</summary>
          <ul>{kept.map((card) => <Row key={card.id} card={card}><Insert card={card} /></Row>)}</ul>
        </details>
      )}
      {before.length > 0 && (
        <details>
          <summary class="small">{t('cards.earlier', { count: before.length })}</summary>
          <ul>{before.map((card) => <Row key={card.id} card={card}>{!card.edits && <Insert card={card} />}</Row>)}</ul>
        </details>
      )}
      {refused.length > 0 && (
        <details>
          <summary class="small">{t('cards.refusedOnes', { count: refused.length })}</summary>
          <ul>
            {refused.map((one) => {
              const card = cardOfKept(one);
              const word = wordText(card.suggestion.word);
              return (
                <Row key={one.id} card={card}>
                  <button type="button" class="button small" aria-label={t('cards.forgive', { word })} onClick={() => forget(one.id, t('cards.did.forgive'))}>↩</button>
                </Row>
              );
            })}
          </ul>
        </details>
      )}
    </div>
  );
}
