import { useEffect } from 'preact/hooks';
import { loop, loopSelection, problem, toggle, warmUp } from '../../state/player';
import { addShortcuts } from '../../state/shortcuts';
import { metronome } from '../../state/sound_settings';
import { t } from '../../text/text';
import { toggleTake } from '../../state/takes';
import { RecordingNow, SingMenu } from '../sing/SingMenu';
import { GrooveMenu } from './GrooveMenu';
import { MidiMenu } from './MidiMenu';
import { Mixer } from './Mixer';
import { Tempo, tap } from './Tempo';
import { Transport } from './Transport';
import './sound.css';

addShortcuts(
  { keys: 'Space', label: 'sound.play', group: 'sound', run: toggle },
  { keys: 'L', label: 'sound.loop', group: 'sound', run: () => { loop.value = !loop.value; } },
  { keys: 'Shift+L', label: 'sound.loopChosen', group: 'sound', run: loopSelection },
  { keys: 'M', label: 'sound.metronome', group: 'sound', run: () => { metronome.value = !metronome.value; } },
  { keys: 'Shift+R', label: 'sing.record', group: 'sound', run: toggleTake },
  { keys: 'T', label: 'sound.tapHint', group: 'sound', run: tap },
);

/** Transport, groove, tempo and mixer, at the bottom of the page. */
export function SoundBar() {
  useEffect(() => {
    const idle = setTimeout(warmUp, 200);
    return () => clearTimeout(idle);
  }, []);
  return (
    <div class="sound-bar">
      <Transport />
      <div class="sound-how">
        <GrooveMenu />
        <Tempo />
      </div>
      <RecordingNow />
      <SingMenu />
      <MidiMenu />
      <Mixer />
      {problem.value !== 'none' ? <p class="sound-problem small" role="alert">{t(`sound.problem.${problem.value}`)}</p> : null}
    </div>
  );
}
