import type { ComponentType } from 'preact';
import { canRedo, canUndo, redo, stored, undo } from '../../state/song';
import { t } from '../../text/text';
import { openSheet, sheet, type SheetName } from '../../state/sheets';
import { narrow } from '../../state/view';
import { Icon } from './Icon';
import { later } from './later';
import { ShortcutSheet } from './ShortcutSheet';
import { SongsDialog } from './SongsDialog';
import { VersionsDialog } from './VersionsDialog';
import { Title } from './Title';
import { ViewMenu } from './ViewMenu';
import './shell.css';

/** The dialogs; those that are seldom wanted are fetched when they are. */
const sheets: Record<SheetName, ComponentType> = {
  songs: SongsDialog,
  versions: VersionsDialog,
  take: later(() => import('../take/TakeDialog').then((one) => one.TakeDialog)),
  chordSheet: later(() => import('../take/ChordSheetDialog').then((one) => one.ChordSheetDialog)),
  leadSheet: later(() => import('../take/LeadSheetDialog').then((one) => one.LeadSheetDialog)),
  provenance: later(() => import('../take/ProvenanceDialog').then((one) => one.ProvenanceDialog)),
  compare: later(() => import('../take/CompareDialog').then((one) => one.CompareDialog)),
  listen: later(() => import('../listen/ListenDialog').then((one) => one.ListenDialog)),
  camera: later(() => import('../sing/CameraDialog').then((one) => one.CameraDialog)),
  shortcuts: ShortcutSheet,
};

/** The song's name, and what can be done with it as a whole. */
export function TopBar() {
  const { saving } = stored.value;
  const Sheet = sheet.value && sheets[sheet.value];
  return (
    <div class="top-bar">
      <span class="brand"><img src="/icon.svg" alt="" />{t('shell.app')}</span>
      <button type="button" class="button quiet icon" aria-label={t('shell.songs')} title={t('shell.songs')} onClick={() => openSheet('songs')}><Icon name="songs" /></button>
      {narrow.value ? null : <Title />}
      <button type="button" class="button quiet icon" aria-label={t('shell.undo')} title={t('shell.undo')} disabled={!canUndo.value} onClick={undo}><Icon name="undo" /></button>
      <button type="button" class="button quiet icon" aria-label={t('shell.redo')} title={t('shell.redo')} disabled={!canRedo.value} onClick={redo}><Icon name="redo" /></button>
      <span class={`save-state ${saving}`} title={t(`shell.${saving}`)}>{stored.value.id || saving !== 'saved' ? t(`shell.${saving}`) : ''}</span>
      <span class="space" />
      <button type="button" class="button quiet icon" aria-label={t('shell.versions')} title={t('shell.versions')} onClick={() => openSheet('versions')}><Icon name="history" /></button>
      <button type="button" class="button quiet icon" aria-label={t('take.title')} title={t('take.title')} onClick={() => openSheet('take')}><Icon name="share" /></button>
      <ViewMenu />
      <button type="button" class="button quiet icon" aria-label={t('shell.shortcuts')} title={`${t('shell.shortcuts')} (?)`} onClick={() => openSheet('shortcuts')}><Icon name="help" /></button>
      {Sheet ? <Sheet /> : null}
    </div>
  );
}
