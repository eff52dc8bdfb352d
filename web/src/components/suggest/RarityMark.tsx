import { rarityOf } from '../../state/cards';
import { t } from '../../text/text';

const dots = 5;

/** How typical or surprising: dots filled from left, with its words beside them and the figure for those who ask. */
export function RarityMark({ surprise }: { surprise: number }) {
  const filled = Math.min(dots, Math.max(1, Math.ceil(surprise * dots)));
  const label = t(`cards.rarity.${rarityOf(surprise)}`);
  const whole = t('cards.rarity', { label, percent: Math.round(surprise * 100) });
  return (
    <span class="rarity small soft" title={whole}>
      <svg width="38" height="8" viewBox="0 0 38 8" aria-hidden="true">
        {Array.from({ length: dots }, (_, index) => <circle key={index} cx={4 + index * 7.5} cy="4" r="2.6" class={index < filled ? 'on' : 'off'} />)}
      </svg>
      <span aria-hidden="true">{label}</span>
      <span class="visually-hidden">{whole}</span>
    </span>
  );
}
