import { signal } from '@preact/signals';
import { useState } from 'preact/hooks';
import { TapTempo } from '../../sound/tap_tempo';
import { fastest, setTempo, slowest, tempo } from '../../state/style';
import { t } from '../../text/text';

const taps = new TapTempo();
/** What the taps say so far; written into the song once the hand rests. */
const tapped = signal<number | null>(null);
let rest = 0;

export function tap(): void {
  const found = taps.tap(performance.now());
  tapped.value = found === null ? null : Math.round(found);
  clearTimeout(rest);
  rest = window.setTimeout(() => {
    if (tapped.value !== null) setTempo(tapped.value);
    tapped.value = null;
  }, 900);
}

/** Quarter notes a minute: typed, stepped, or tapped. */
export function Tempo() {
  // What is being typed stays, whatever the server answers meanwhile.
  const [typed, setTyped] = useState<string | null>(null);
  const shown = typed ?? tapped.value ?? tempo();
  return (
    <div class="tempo" role="group" aria-label={t('sound.tempo')}>
      <input class="field" type="number" aria-label={`${t('sound.tempo')}, ${t('sound.tempoUnit')}`} title={t('sound.tempoUnit')}
        min={slowest} max={fastest} step={1} value={shown} onInput={(event) => setTyped(event.currentTarget.value)} onBlur={() => setTyped(null)}
        onChange={(event) => { setTempo(event.currentTarget.valueAsNumber); setTyped(null); }} />
      <button type="button" class="button quiet small" title={`${t('sound.tapHint')} (T)`} aria-pressed={tapped.value !== null} onPointerDown={tapByHand} onClick={tapByKey}>
        {t('sound.tap')}
      </button>
    </div>
  );
}

/** At once when the finger comes down; the click that follows says it again. */
let byHand = false;
function tapByHand(): void {
  byHand = true;
  tap();
}
function tapByKey(): void {
  if (!byHand) tap();
  byHand = false;
}
