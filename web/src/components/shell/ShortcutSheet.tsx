import { closeSheet } from '../../state/sheets';
import { isMac, shortcuts, type Shortcut } from '../../state/shortcuts';
import { t, type MessageKey } from '../../text/text';
import { Dialog } from './Dialog';

const groups: (Shortcut['group'] | 'tune')[] = ['page', 'ideas', 'cards', 'sound', 'song', 'tune'];
/** What components/song/cellKeys.ts does on a cell. */
const cellKeys: [string, MessageKey][] = [
  ['A–G', 'keys.type'], ['Enter', 'keys.edit'], ['← → ↑ ↓', 'keys.go'], ['Shift + ← →', 'keys.extend'], ['Mod+A', 'keys.all'],
  ['Alt + ← →', 'keys.move'], ['Alt + Page ↑ ↓', 'keys.moveBar'], ['Alt+Shift + ← →', 'keys.stretch'], ['Alt + ↑ ↓', 'keys.transpose'],
  ['S', 'song.split'], ['J', 'song.join'], ['K', 'keys.lock'], ['O', 'song.ideas'], ['Delete', 'song.remove'], ['Shift+Enter', 'song.barBefore'], ['Shift+Delete', 'song.barsOut'],
  ['Mod+C', 'song.copy'], ['Mod+X', 'song.cut'], ['Mod+V', 'song.paste'],
];
/** What components/melody/melodyKeys.ts does on a note. */
const noteKeys: [string, MessageKey][] = [
  ['A–G', 'keys.tune.type'], ['0', 'keys.tune.rest'], ['1–6', 'keys.tune.step'], ['↑ ↓', 'keys.tune.pitch'], ['Alt + ↑ ↓', 'keys.tune.semitone'],
  ['Shift + ↑ ↓', 'keys.tune.octave'], ['Alt + ← →', 'keys.move'], ['Alt+Shift + ← →', 'keys.stretch'], ['Delete', 'song.remove'],
];
const shown = (keys: string): string => keys.replace('Mod', isMac ? '⌘' : t('keys.ctrl')).replace('Space', t('keys.space'));

/** Everything the keyboard does. */
export function ShortcutSheet() {
  return (
    <Dialog title={t('shell.shortcuts')} onClose={closeSheet}>
      <div class="shortcut-groups">
        {groups.map((group) => {
          const rows = shortcuts.value.filter((one) => one.group === group).map((one): [string, MessageKey] => [one.keys, one.label]);
          const all = group === 'song' ? [...rows, ...cellKeys] : group === 'tune' ? noteKeys : rows;
          if (all.length === 0) return null;
          return (
            <section key={group}>
              <h3>{t(`keys.group.${group}`)}</h3>
              <dl>
                {all.map(([keys, label]) => [<dt key={keys}><kbd>{shown(keys)}</kbd></dt>, <dd key={label}>{t(label)}</dd>])}
              </dl>
            </section>
          );
        })}
      </div>
    </Dialog>
  );
}
