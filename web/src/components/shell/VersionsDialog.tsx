import { useEffect, useState } from 'preact/hooks';
import { ApiError } from '../../api/client';
import { songs as calls } from '../../api/songs';
import type { BranchInfo, VersionInfo } from '../../api/types';
import { flush, openSong, restoreVersion, stored } from '../../state/song';
import { closeSheet, compareWith, openSheet } from '../../state/sheets';
import { failureWords, notify } from '../../state/notices';
import { language, t } from '../../text/text';
import { branchName } from './branchName';
import { Dialog } from './Dialog';
import { Icon } from './Icon';

interface Loaded {
  branches: BranchInfo[];
  versions: VersionInfo[];
  next: number | null;
}

/** What the song was: every version, with a name where one was given, and branches to try things on. */
export function VersionsDialog() {
  const [loaded, setLoaded] = useState<Loaded | 'loading' | 'failed'>('loading');
  const { id, branch } = stored.value;
  const load = async (): Promise<void> => {
    try {
      await flush();
      if (!stored.value.id) return setLoaded({ branches: [], versions: [], next: null });
      const [branches, page] = await Promise.all([calls.branches(stored.value.id), calls.history(stored.value.id, stored.value.branch)]);
      setLoaded({ branches, versions: page.versions, next: page.next });
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setLoaded('failed');
    }
  };
  // Another branch that is opened is read here; what changes the one that is open reads it again itself.
  useEffect(() => { void load(); }, [id, branch]);
  const more = async (now: Loaded): Promise<void> => {
    const page = await calls.history(id, branch, now.next ?? undefined);
    setLoaded({ ...now, versions: [...now.versions, ...page.versions], next: page.next });
  };
  return (
    <Dialog title={t('shell.versions')} onClose={closeSheet} class="versions">
      {loaded === 'loading' ? <p class="soft" role="status">{t('shell.loading')}</p> : null}
      {loaded === 'failed' ? <p role="alert">{t('shell.unreached')} <button type="button" class="button small" onClick={() => void load()}>{t('shell.retry')}</button></p> : null}
      {typeof loaded === 'object' && loaded.versions.length === 0 ? <p class="soft">{t('shell.noVersions')}</p> : null}
      {typeof loaded === 'object' && loaded.versions.length > 0 ? (
        <>
          <Branches branches={loaded.branches} load={load} />
          <ul class="rows">
            {loaded.versions.map((version, index) => <VersionRow key={version.version} version={version} newest={index === 0} load={load} />)}
            {loaded.next !== null ? <li><button type="button" class="button quiet" onClick={() => attempt(more(loaded))}>{t('shell.more')}</button></li> : null}
          </ul>
          <p><button type="button" class="button" title={t('take.holds.origin')} onClick={() => openSheet('provenance')}><Icon name="history" />{t('origin.title')}</button></p>
        </>
      ) : null}
    </Dialog>
  );
}

type Load = () => Promise<void>;

function attempt(work: Promise<unknown>): void {
  work.catch((error: unknown) => notify(failureWords(error)));
}

function Branches({ branches, load }: { branches: BranchInfo[]; load: Load }) {
  const [name, setName] = useState('');
  const { id, branch, version } = stored.value;
  const add = async (): Promise<void> => {
    await calls.addBranch(id, name.trim(), version);
    await openSong(id, name.trim());
    setName('');
  };
  return (
    <div class="panel-form branches">
      <label>{t('shell.branch')}
        <select class="field" value={branch} onChange={(event) => attempt(openSong(id, event.currentTarget.value))}>
          {branches.map((one) => <option key={one.name} value={one.name}>{branchName(one.name)}</option>)}
        </select>
      </label>
      <form class="search" onSubmit={(event) => { event.preventDefault(); if (name.trim()) attempt(add()); }}>
        <input class="field" aria-label={t('shell.newBranch')} placeholder={t('shell.newBranch')} value={name} maxLength={60} onInput={(event) => setName(event.currentTarget.value)} />
        <button type="submit" class="button" disabled={!name.trim()}><Icon name="branch" />{t('shell.addBranch')}</button>
        {branch !== 'main' ? (
          <button type="button" class="button quiet" onClick={() => attempt(openSong(id).then(() => calls.removeBranch(id, branch)).then(load))}>{t('shell.removeBranch')}</button>
        ) : null}
      </form>
      <div class="branch-others">
        {branches.filter((one) => one.name !== branch).map((one) => (
          <button type="button" key={one.name} class="button quiet" onClick={() => compareWith({ branch: one.name, label: branchName(one.name) })}>
            {t('compare.branch', { name: branchName(one.name) })}
          </button>
        ))}
      </div>
    </div>
  );
}

function VersionRow({ version, newest, load }: { version: VersionInfo; newest: boolean; load: Load }) {
  const [name, setName] = useState<string | null>(null);
  const { id } = stored.value;
  const when = new Date(version.savedMs).toLocaleString(language.value, { dateStyle: 'medium', timeStyle: 'medium' });
  const save = (): void => {
    if (name !== null && name.trim() !== version.name) attempt(calls.nameVersion(id, version.version, name.trim()).then(load));
    setName(null);
  };
  return (
    <li>
      <span class="grow">
        <input class="field bare" aria-label={t('shell.nameVersion', { when })} placeholder={t(`shell.kind.${version.kind}`)} value={name ?? version.name} maxLength={100}
          onInput={(event) => setName(event.currentTarget.value)} onBlur={save} onKeyDown={(event) => { if (event.key === 'Enter') event.currentTarget.blur(); }} />
      </span>
      <span class="soft small">{when}</span>
      {newest ? <span class="soft small">{t('shell.now')}</span> : (
        <>
          <button type="button" class="button small" aria-label={t('compare.with', { when })} onClick={() => compareWith({ version: version.version, label: version.name || when })}>{t('compare.short')}</button>
          <button type="button" class="button small" aria-label={t('shell.restoreFrom', { when })} onClick={() => attempt(restoreVersion(version.version).then(load))}>{t('shell.restore')}</button>
        </>
      )}
    </li>
  );
}
