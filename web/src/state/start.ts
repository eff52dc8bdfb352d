import { effect, signal } from '@preact/signals';
import { ApiError, call } from '../api/client';
import { t } from '../text/text';
import { notify } from './notices';
import { findModels } from './sharing';
import { openSong, reopenUnsaved, song, stored } from './song';

/** Whether the server wants a password that was not given yet. */
export const loginNeeded = signal(false);

interface Address {
  id: string;
  branch: string;
}

/** The song in the page's address: #song=ID&branch=NAME. */
function addressed(): Address | null {
  const parameters = new URLSearchParams(location.hash.slice(1));
  const id = parameters.get('song');
  return id ? { id, branch: parameters.get('branch') ?? 'main' } : null;
}

function followSong(): void {
  effect(() => {
    const { id, branch } = stored.value;
    const hash = id ? `#${new URLSearchParams(branch === 'main' ? { song: id } : { song: id, branch })}` : '';
    if (hash !== location.hash) history.replaceState(null, '', hash || location.pathname);
    document.title = `${song.value.title || t('shell.untitled')} – ${t('shell.app')}`;
  });
  window.addEventListener('hashchange', () => {
    const wanted = addressed();
    if (wanted && wanted.id !== stored.value.id) void openAddressed(wanted);
  });
}

async function openAddressed({ id, branch }: Address): Promise<void> {
  try {
    await openSong(id, branch);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    notify(error.problem?.status === 404 ? t('shell.songGone') : error.message);
    history.replaceState(null, '', location.pathname);
  }
}

/** Asks for the session, then opens what the address names, or what was begun and never saved. */
export async function start(): Promise<void> {
  try {
    const session = await call<{ loginNeeded: boolean; loggedIn: boolean }>('/session');
    loginNeeded.value = session.loginNeeded && !session.loggedIn;
  } catch {
    // Not reached: the page works on, and what is done is sent later.
  }
  if (!loginNeeded.value) await open();
}

export async function open(): Promise<void> {
  loginNeeded.value = false;
  void findModels();
  const wanted = addressed();
  if (wanted) await openAddressed(wanted);
  else await reopenUnsaved();
  followSong();
}
