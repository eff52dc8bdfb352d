import { useEffect } from 'preact/hooks';
import { announceCards } from '../../state/flow';
import { lastHeard, toggleHearing } from '../../state/hearing';
import { insertCard } from '../../state/insert';
import { addShortcuts, type Shortcut } from '../../state/shortcuts';
import { askFresh, onTable } from '../../state/suggestions';
import type { Card } from '../../state/cards';
import { refuse, toggleKept } from './SuggestionCard';

const numbers = [1, 2, 3, 4] as const;
const heard = (): Card | undefined => onTable.value.find((card) => card.id === lastHeard.value) ?? onTable.value[0];

function withHeard(run: (card: Card) => void): Pick<Shortcut, 'run' | 'when'> {
  return { when: () => heard() !== undefined, run: () => { const card = heard(); if (card) run(card); } };
}

/** The cards by keys alone: a number hears one, letters act on the one heard last. */
export function CardShortcuts() {
  useEffect(() => addShortcuts(
    ...numbers.map((n): Shortcut => ({
      keys: String(n), label: 'keys.hear', group: 'cards', when: () => onTable.value.length >= n,
      run: () => { const card = onTable.value[n - 1]; if (card) void toggleHearing(card); },
    })),
    { keys: 'I', label: 'keys.insertHeard', group: 'cards', ...withHeard((card) => insertCard(card)) },
    { keys: 'K', label: 'keys.keepHeard', group: 'cards', ...withHeard(toggleKept) },
    { keys: 'R', label: 'keys.refuseHeard', group: 'cards', ...withHeard(refuse) },
    { keys: 'N', label: 'keys.fresh', group: 'cards', run: () => void askFresh().then(announceCards) },
  ), []);
  return null;
}
