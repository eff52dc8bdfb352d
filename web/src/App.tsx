import { useEffect, useState } from 'preact/hooks';
import { InspirePanel } from './components/inspire/InspirePanel';
import { Login } from './components/shell/Login';
import { Notices } from './components/shell/Notices';
import { TopBar } from './components/shell/TopBar';
import { useSongDrop } from './components/shell/songDrop';
import { ViewSwitch } from './components/shell/ViewSwitch';
import { SongView } from './components/song/SongView';
import { SoundBar } from './components/sound/SoundBar';
import { SuggestPanel } from './components/suggest/SuggestPanel';
import { announcement } from './state/announce';
import { openSheet } from './state/sheets';
import { addShortcuts, handleKey } from './state/shortcuts';
import { redo, undo } from './state/song';
import { goToSong } from './state/songActions';
import { loginNeeded, open, start } from './state/start';
import { narrow, view } from './state/view';
import { t } from './text/text';

addShortcuts(
  { keys: '?', label: 'shell.shortcuts', group: 'page', run: () => openSheet('shortcuts') },
  { keys: 'Mod+Z', label: 'shell.undo', group: 'page', run: undo },
  { keys: 'Mod+Shift+Z', label: 'shell.redo', group: 'page', run: redo },
  { keys: 'Mod+O', label: 'shell.songs', group: 'page', inFields: true, run: () => openSheet('songs') },
  { keys: 'Mod+E', label: 'take.title', group: 'page', inFields: true, run: () => openSheet('take') },
  { keys: 'G', label: 'keys.goToSong', group: 'page', run: goToSong },
);

/** False until the page has been painted once: what can wait that long is drawn in a task of its own. */
function useIsDrawn(): boolean {
  const [isDrawn, setDrawn] = useState(false);
  useEffect(() => {
    const soon = setTimeout(() => setDrawn(true));
    return () => clearTimeout(soon);
  }, []);
  return isDrawn;
}

/** The page: ideas beside the song, sound at the bottom. */
export function App() {
  useEffect(() => {
    document.addEventListener('keydown', handleKey);
    void start();
    return () => document.removeEventListener('keydown', handleKey);
  }, []);
  const fileOver = useSongDrop();
  const isDrawn = useIsDrawn();
  if (loginNeeded.value) return <Login onDone={() => void open()} />;
  return (
    <div class="page" data-view={view.value}>
      <a class="skip button" href="#song" onClick={(event) => { event.preventDefault(); goToSong(); }}>{t('shell.skip')}</a>
      <header><TopBar /></header>
      <ViewSwitch />
      {/* Where only the ideas are seen they are the page's main part. */}
      <div class="ideas" role={narrow.value && view.value === 'ideas' ? 'main' : 'complementary'} aria-label={t('shell.ideas')}>
        <InspirePanel />
        <SuggestPanel />
      </div>
      <main class="song" id="song" tabIndex={-1} aria-label={t('shell.song')}>{isDrawn ? <SongView /> : null}{fileOver ? <p class="drop-song" aria-hidden="true">{t('take.drop')}</p> : null}</main>
      <footer class="sound" aria-label={t('shell.sound')}><SoundBar /></footer>
      <Notices />
      <div class="visually-hidden" role="status" aria-live="polite">{announcement.value}</div>
    </div>
  );
}
