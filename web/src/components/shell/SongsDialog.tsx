import { useEffect, useRef, useState } from 'preact/hooks';
import { ApiError } from '../../api/client';
import { songs as calls } from '../../api/songs';
import type { SongInfo } from '../../api/types';
import { newSong, openSong, stored } from '../../state/song';
import { closeSheet } from '../../state/sheets';
import { failureWords, notify } from '../../state/notices';
import { language, t } from '../../text/text';
import { Dialog } from './Dialog';
import { Icon } from './Icon';

type Listing = { songs: SongInfo[]; next: string | null } | 'loading' | 'failed';

/** The songs that are kept: found by words, opened, thrown away and brought back. */
export function SongsDialog() {
  const [search, setSearch] = useState('');
  const [trash, setTrash] = useState(false);
  const [listing, setListing] = useState<Listing>('loading');
  const asked = useRef(0);

  const load = async (more?: string): Promise<void> => {
    const mine = ++asked.current;
    try {
      const page = await calls.list(search, trash, more);
      if (mine !== asked.current) return;
      setListing((before) => ({ songs: [...(more && typeof before === 'object' ? before.songs : []), ...page.songs], next: page.next }));
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (mine === asked.current) setListing('failed');
    }
  };
  useEffect(() => {
    const soon = setTimeout(() => void load(), search ? 150 : 0);
    return () => clearTimeout(soon);
  }, [search, trash]);

  const open = (id: string): void => {
    closeSheet();
    openSong(id).catch((error: unknown) => notify(failureWords(error)));
  };
  const remove = async (one: SongInfo): Promise<void> => {
    await (trash ? calls.undelete(one.id) : calls.remove(one.id));
    if (!trash && one.id === stored.value.id) newSong();
    if (!trash) notify(t('shell.inTrash', { title: one.title || t('shell.untitled') }), { label: t('shell.undo'), run: () => { void calls.undelete(one.id); } });
    await load();
  };
  return (
    <Dialog title={t('shell.songs')} onClose={closeSheet}>
      <div class="search">
        <input class="field" type="search" aria-label={t('shell.search')} placeholder={t('shell.search')} value={search} onInput={(event) => setSearch(event.currentTarget.value)} />
        <button type="button" class="button primary" onClick={() => { newSong(); closeSheet(); }}><Icon name="plus" />{t('shell.newSong')}</button>
      </div>
      <SongRows listing={listing} trash={trash} search={search} onOpen={open} onRemove={(one) => void remove(one)} onMore={(next) => void load(next)} onRetry={() => void load()} />
      <button type="button" class="button quiet" aria-pressed={trash} onClick={() => { setListing('loading'); setTrash(!trash); }}><Icon name="trash" />{t('shell.trash')}</button>
    </Dialog>
  );
}

function SongRows({ listing, trash, search, onOpen, onRemove, onMore, onRetry }: {
  listing: Listing;
  trash: boolean;
  search: string;
  onOpen: (id: string) => void;
  onRemove: (one: SongInfo) => void;
  onMore: (next: string) => void;
  onRetry: () => void;
}) {
  if (listing === 'loading') return <p class="soft" role="status">{t('shell.loading')}</p>;
  if (listing === 'failed') return <p role="alert">{t('shell.unreached')} <button type="button" class="button small" onClick={onRetry}>{t('shell.retry')}</button></p>;
  if (listing.songs.length === 0) return <p class="soft">{t(search ? 'shell.noneFound' : trash ? 'shell.trashEmpty' : 'shell.noSongs')}</p>;
  return (
    <ul class="rows">
      {listing.songs.map((one) => {
        const title = one.title || t('shell.untitled');
        return (
          <li key={one.id}>
            {trash ? <span class="grow">{title}</span> : <button type="button" class={`grow${one.id === stored.value.id ? ' here' : ''}`} onClick={() => onOpen(one.id)}>{title}</button>}
            <span class="soft small">{new Date(one.savedMs).toLocaleString(language.value, { dateStyle: 'medium', timeStyle: 'short' })}</span>
            <button type="button" class="button quiet icon" aria-label={t(trash ? 'shell.bringBack' : 'shell.throwAway', { title })} title={t(trash ? 'shell.bringBack' : 'shell.throwAway', { title })} onClick={() => onRemove(one)}>
              <Icon name={trash ? 'undo' : 'trash'} />
            </button>
          </li>
        );
      })}
      {listing.next ? <li><button type="button" class="button quiet" onClick={() => listing.next && onMore(listing.next)}>{t('shell.more')}</button></li> : null}
    </ul>
  );
}
