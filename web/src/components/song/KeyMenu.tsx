import { useState } from 'preact/hooks';
import { keyOf, makeKey, mod12, modes, noteText, pitchClassOf, signatureOf, type Key } from '../../domain/notes';
import { keyChanged } from '../../domain/songEdits';
import type { Edit, Mode } from '../../domain/song';
import { keyAt } from '../../domain/timeline';
import { changeAndSay, song } from '../../state/song';
import { keyWords, modeName } from '../../text/musicWords';
import { t } from '../../text/text';
import { Menu, MenuItem } from '../shell/Menu';

const tonics = ['C', 'C#', 'Db', 'D', 'D#', 'Eb', 'E', 'F', 'F#', 'Gb', 'G', 'G#', 'Ab', 'A', 'A#', 'Bb', 'B'];
const allModes = Object.keys(modes) as Mode[];

/** The song's key: another one with the chords moved along, or with the chords as they sound, spelled anew. */
export function KeyMenu() {
  const key = keyAt(song.value, 0);
  return (
    <Menu label={`${t('song.key')}: ${keyWords(key)}`}>
      {(close) => <KeyPanel now={key} onDone={close} />}
    </Menu>
  );
}

function KeyPanel({ now, onDone }: { now: Key; onDone: () => void }) {
  const [tonic, setTonic] = useState(noteText(now.tonic));
  const [mode, setMode] = useState<Mode>(now.mode);
  const playable = tonics.filter((name) => Math.abs(signatureOf(keyOf(name, mode))) <= 7);
  const wanted = keyOf(tonic, mode);
  const steps = distance(now, wanted);
  const same = tonic === noteText(now.tonic) && mode === now.mode;
  const pickMode = (next: Mode): void => {
    setMode(next);
    if (Math.abs(signatureOf(keyOf(tonic, next))) > 7) setTonic(noteText(makeKey(pitchClassOf(keyOf(tonic, next).tonic), next).tonic));
  };
  const respellOnly = (): void => {
    changeAndSay(keyChanged(song.value, 0, wanted), t('song.did.key', { key: keyWords(wanted) }));
    onDone();
  };
  const moveAlong = (): void => {
    // Moved as a whole, and then named as it was asked for.
    const edits: Edit[] = [{ op: 'transposeSong', semitones: steps }, { op: 'setKey', at: 0, key: tonic, mode }];
    changeAndSay([{ op: 'batch', edits }], t('song.did.key', { key: keyWords(wanted) }));
    onDone();
  };
  return (
    <div class="panel-form">
      <label>{t('song.tonic')}
        <select class="field" value={tonic} onChange={(event) => setTonic(event.currentTarget.value)}>
          {playable.map((name) => <option key={name} value={name}>{name}</option>)}
        </select>
      </label>
      <label>{t('song.mode')}
        <select class="field" value={mode} onChange={(event) => pickMode(event.currentTarget.value as Mode)}>
          {allModes.map((name) => <option key={name} value={name}>{modeName(name)}</option>)}
        </select>
      </label>
      <MenuItem icon="repeat" disabled={same || steps === 0} onClick={moveAlong}>{t('song.keyMove', { steps: steps > 0 ? `+${steps}` : steps })}</MenuItem>
      <MenuItem icon="edit" disabled={same} onClick={respellOnly}>{t('song.keyRespell')}</MenuItem>
    </div>
  );
}

/** The nearer way, at most a tritone. */
function distance(from: Key, to: Key): number {
  const up = mod12(pitchClassOf(to.tonic) - pitchClassOf(from.tonic));
  return up > 6 ? up - 12 : up;
}
