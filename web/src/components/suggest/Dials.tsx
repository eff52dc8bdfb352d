import { useState } from 'preact/hooks';
import { dials, restingDials, type Dials as DialValues } from '../../state/dials';
import { refreshSoon } from '../../state/flow';
import { t } from '../../text/text';

function turn(part: Partial<DialValues>): void {
  dials.value = { ...dials.value, ...part };
  refreshSoon(450);
}

type Scale = 'surprise' | 'richness' | 'brightness';

function Dial({ name, low }: { name: Scale; low: number }) {
  const value = dials.value[name];
  const middle = (low + 1) / 2;
  const way = Math.round((Math.abs(value - middle) / (1 - middle)) * 100);
  const spoken = `${t(`cards.${name}.${value < middle ? 'low' : 'high'}`)} ${t('words.percent', { percent: way })}`;
  return (
    <div class="dial small">
      <span aria-hidden="true">{t(`cards.${name}.low`)}</span>
      <input type="range" min={low} max={1} step={low < 0 ? 0.1 : 0.05} value={value} aria-label={t(`cards.${name}`)} aria-valuetext={spoken}
        onInput={(event) => turn({ [name]: Number(event.currentTarget.value) })} />
      <span aria-hidden="true">{t(`cards.${name}.high`)}</span>
    </div>
  );
}

function Choice<Name extends 'rhythm' | 'ending'>({ name, values }: { name: Name; values: readonly DialValues[Name][] }) {
  return (
    <label class="choice small">
      {t(`cards.${name}`)}
      <select class="field" value={dials.value[name]} onChange={(event) => turn({ [name]: event.currentTarget.value as DialValues[Name] })}>
        {values.map((value) => <option key={value} value={value}>{t(`cards.${name}.${value}` as 'cards.rhythm.bar')}</option>)}
      </select>
    </label>
  );
}

/** One dial in sight; the others fold away. */
export function Dials() {
  const [open, setOpen] = useState(false);
  return (
    <div class="dials">
      <Dial name="surprise" low={0} />
      <button type="button" class="button small quiet" aria-expanded={open} onClick={() => setOpen(!open)}>{t('cards.dials')}</button>
      {open && <div class="more-dials">
        <Dial name="richness" low={-1} />
        <Dial name="brightness" low={-1} />
        <Choice name="rhythm" values={['bar', 'auto']} />
        <Choice name="ending" values={['auto', 'loop', 'close', 'open']} />
        <button type="button" class="button small" onClick={() => turn(restingDials)}>{t('cards.rest')}</button>
      </div>}
    </div>
  );
}
