import { useEffect } from 'preact/hooks';
import { InspirePanel } from './components/inspire/InspirePanel';
import { SoundBar } from './components/sound/SoundBar';
import { SongView } from './components/song/SongView';
import { SuggestPanel } from './components/suggest/SuggestPanel';
import { TopBar } from './components/shell/TopBar';
import { ViewSwitch } from './components/shell/ViewSwitch';
import { announcement } from './state/announce';
import { handleKey } from './state/shortcuts';
import { view } from './state/view';
import { t } from './text/text';

/** The page: ideas beside the song, sound at the bottom. */
export function App() {
  useEffect(() => {
    document.addEventListener('keydown', handleKey);
    return () => document.removeEventListener('keydown', handleKey);
  }, []);
  return (
    <div class="page" data-view={view.value}>
      <a class="skip button" href="#song">{t('shell.skip')}</a>
      <header><TopBar /></header>
      <ViewSwitch />
      <aside class="ideas" aria-label={t('shell.ideas')}>
        <InspirePanel />
        <SuggestPanel />
      </aside>
      <main class="song" id="song" tabIndex={-1} aria-label={t('shell.song')}><SongView /></main>
      <footer class="sound" aria-label={t('shell.sound')}><SoundBar /></footer>
      <div class="visually-hidden" role="status" aria-live="polite">{announcement.value}</div>
    </div>
  );
}
