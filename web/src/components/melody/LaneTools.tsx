import { useState } from 'preact/hooks';
import type { Part } from '../../domain/song';
import { announceCards } from '../../state/flow';
import { snapToScale, steps, stepTicks } from '../../state/melody';
import { selection } from '../../state/song';
import { askInSong } from '../../state/suggestions';
import { view } from '../../state/view';
import { t, type MessageKey } from '../../text/text';
import { Icon } from '../shell/Icon';
import { WordsPanel } from './WordsPanel';

const stepNames: Record<number, MessageKey> = {
  3840: 'tune.step.1', 1920: 'tune.step.2', 960: 'tune.step.4', 480: 'tune.step.8', 320: 'tune.step.3', 240: 'tune.step.16',
};

/** How notes are drawn, chords under the tune, and the words of a section. */
export function LaneTools({ part }: { part: Part }) {
  const [words, setWords] = useState(false);
  return (
    <>
      <div class="lane-tools" role="toolbar" aria-label={t('tune.tools', { part: part.name })}>
        <label class="inline soft small">{t('tune.step')}
          <select class="field bare" value={stepTicks.value} onChange={(event) => { stepTicks.value = Number(event.currentTarget.value); }}>
            {steps.map((one) => <option key={one} value={one}>{t(stepNames[one] ?? 'tune.step.8')}</option>)}
          </select>
        </label>
        <button type="button" class="button quiet small" aria-pressed={snapToScale.value} onClick={() => { snapToScale.value = !snapToScale.value; }}>{t('tune.snap')}</button>
        <button type="button" class="button quiet small" disabled={part.melody.length === 0 || part.chords.length === 0} title={t('tune.reharmoniseHint')} onClick={() => reharmonise(part)}>
          {t('tune.reharmonise')}
        </button>
        <button type="button" class="button quiet small" aria-expanded={words} onClick={() => setWords(!words)}><Icon name="edit" />{t('tune.words')}</button>
      </div>
      {words ? <WordsPanel part={part} /> : null}
    </>
  );
}

/** Other chords under the tune of the section, or of the bars chosen in it. */
function reharmonise(part: Part): void {
  if (selection.value?.partId !== part.id) selection.value = { partId: part.id, start: 0, end: 0 };
  view.value = 'ideas';
  void askInSong('reharmonise').then(announceCards);
}
