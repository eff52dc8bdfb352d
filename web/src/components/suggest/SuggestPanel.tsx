import { useEffect } from 'preact/hooks';
import { announceCards } from '../../state/flow';
import { prepareCards } from '../../state/hearing';
import { brief } from '../../state/inspirations';
import { arriving, askAgain, asked, askFresh, asking, askProblem, cancel, cards, onTable, type Asking } from '../../state/suggestions';
import { t } from '../../text/text';
import { CardShortcuts } from './CardShortcuts';
import { Dials } from './Dials';
import { Shelves } from './Shelves';
import { SongVerbs } from './SongVerbs';
import { SuggestionCard } from './SuggestionCard';
import './suggest.css';

const titleOf = ({ kind, from }: Asking): string => t(`cards.asked.${kind}`, { from: from ?? '' });

function Problem() {
  const problem = askProblem.value;
  if (!problem || asking.value) return null;
  return (
    <div class="ask-problem" role="alert">
      <p>{problem.mayPass ? t('cards.unreached') : t('cards.failed', { problem: problem.words })}</p>
      <button type="button" class="button small" onClick={() => void askAgain().then(announceCards)}>{t('cards.retry')}</button>
    </div>
  );
}

function Busy() {
  return (
    <div class="busy">
      <p class="soft small">{t(arriving.value ? 'cards.arriving' : 'cards.busy')} <button type="button" class="button small quiet" onClick={cancel}>{t('cards.cancel')}</button></p>
    </div>
  );
}

function CardList() {
  const list = onTable.value;
  if (!list.length && !asking.value && !askProblem.value) {
    return <p class="empty soft">{t(asked.value ? 'cards.none' : brief.value ? 'cards.waiting' : 'cards.empty')}</p>;
  }
  return (
    <ol class="cards" data-waiting={asking.value !== null && !arriving.value} aria-label={asked.value ? titleOf(asked.value) : t('cards.title')}>
      {list.map((card, index) => <SuggestionCard key={card.id} card={card} place={index} />)}
    </ol>
  );
}

/** Which language model the cards are of; nothing for the built-in proposer. */
function ProposedBy() {
  const names = onTable.value.map(({ origin }) => (origin.kind === 'suggestion' ? /^llm \S+ (\S+)/.exec(origin.proposer)?.[1] : undefined));
  const model = names.find(Boolean);
  return model ? <p class="soft small">{t('cards.by', { model })}</p> : null;
}

/** The suggested progressions as cards, what can be asked for, and the dials. */
export function SuggestPanel() {
  const list = cards.value;
  useEffect(() => prepareCards(list), [list]);
  return (
    <section class="suggest" aria-labelledby="suggest-title" aria-busy={asking.value !== null}>
      <div class="suggest-head">
        <h2 id="suggest-title">{asked.value && list.length ? titleOf(asked.value) : t('cards.title')}</h2>
        <button type="button" class="button small" onClick={() => void askFresh().then(announceCards)}>{t('cards.fresh')}</button>
      </div>
      <Dials />
      {asking.value && <Busy />}
      <Problem />
      <CardList />
      <ProposedBy />
      <SongVerbs />
      <Shelves />
      <CardShortcuts />
    </section>
  );
}
