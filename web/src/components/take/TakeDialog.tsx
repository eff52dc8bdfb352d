import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { FormatInfo } from '../../api/types';
import { askForFormats, formats, isStretchChosen, openFile, saveAs, saveChosen, saveWithMedia, saving, songFiles, withRecord } from '../../state/files';
import { listenTo } from '../../state/listening';
import { closeSheet, openSheet } from '../../state/sheets';
import { t, type MessageKey } from '../../text/text';
import { Dialog } from '../shell/Dialog';
import { Icon, type IconName } from '../shell/Icon';
import './take.css';

type Named = 'midi' | 'musicxml' | 'wav' | 'ogg' | 'chordpro' | 'text' | 'nashville' | 'lab' | 'json';
/** What formats are for; one that is not here comes last, by its own name. */
const groups: { title: MessageKey; ids: Named[] }[] = [
  { title: 'take.band', ids: ['midi', 'musicxml'] },
  { title: 'take.listen', ids: ['wav', 'ogg'] },
  { title: 'take.text', ids: ['chordpro', 'text', 'nashville', 'lab'] },
  { title: 'take.keep', ids: ['json'] },
];
const isNamed = (id: string): boolean => groups.some((one) => (one.ids as string[]).includes(id));

/** The song as files, on paper and in sound; and songs from files. */
export function TakeDialog() {
  const picker = useRef<HTMLInputElement>(null);
  const sounds = useRef<HTMLInputElement>(null);
  useEffect(askForFormats, []);
  const known = formats.value.filter((one) => one.writes);
  return (
    <Dialog title={t('take.title')} onClose={closeSheet} class="take">
      <Group title={t('take.open')}>
        <Row name={t('take.openFile')} holds={t('take.openHint')} icon="open" label={t('take.choose')} run={() => picker.current?.click()} />
        <Row name={t('listen.open')} holds={t('listen.openHint')} icon="microphone" label={t('take.choose')} run={() => sounds.current?.click()} />
        <input ref={sounds} type="file" hidden accept="audio/*,video/mp4,video/webm,.flac,.m4a,.opus,.aiff" onChange={(event) => {
          const [file] = event.currentTarget.files ?? [];
          event.currentTarget.value = '';
          if (file) void listenTo({ name: file.name, file });
        }} />
        <input ref={picker} type="file" hidden accept={songFiles} onChange={(event) => {
          const [file] = event.currentTarget.files ?? [];
          event.currentTarget.value = '';
          closeSheet();
          if (file) void openFile(file);
        }} />
      </Group>
      <Group title={t('take.paper')}>
        <Row name={t('take.sheet')} holds={t('take.holds.sheet')} icon="print" label={t('take.look')} run={() => openSheet('chordSheet')} />
        <Row name={t('take.lead')} holds={t('take.holds.lead')} icon="print" label={t('take.look')} run={() => openSheet('leadSheet')} />
        <Row name={t('origin.title')} holds={t('take.holds.origin')} icon="print" label={t('take.look')} run={() => openSheet('provenance')} />
      </Group>
      {known.length === 0 ? <p class="soft" role="status">{t('shell.loading')}</p> : null}
      <label class="take-record">
        <input type="checkbox" checked={withRecord.value} onChange={(event) => { withRecord.value = event.currentTarget.checked; }} />
        <span class="take-what">{t('take.withRecord')}<span class="soft small">{t('take.holds.withRecord')}</span></span>
      </label>
      {known.length > 0 ? groups.map(({ title, ids }) => (
        <Group key={title} title={t(title)}>
          {ids.map((id) => {
            const format = known.find((one) => one.id === id);
            return format ? <FormatRow key={id} format={format} name={t(`take.format.${id}`)} holds={t(`take.holds.${id}`)} /> : null;
          })}
          {title === 'take.band' ? <ChosenRow /> : null}
          {title === 'take.keep' ? <SavingRow id="all" name={t('take.all')} ending=".amuse.zip" holds={t('take.holds.all')} run={() => void saveWithMedia()} /> : null}
          {title === 'take.keep' ? known.filter((one) => !isNamed(one.id)).map((one) => <FormatRow key={one.id} format={one} name={one.name} holds="" />) : null}
        </Group>
      )) : null}
    </Dialog>
  );
}

function Group({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <section class="take-group">
      <h3>{title}</h3>
      <ul class="rows">{children}</ul>
    </section>
  );
}

function FormatRow({ format, name, holds }: { format: FormatInfo; name: string; holds: string }) {
  return <SavingRow id={format.id} name={name} ending={format.extension + (withRecord.value ? '.zip' : '')} holds={holds} run={() => void saveAs(format)} />;
}

/** Also where nothing is chosen: there it says how. */
function ChosenRow() {
  const isChosen = isStretchChosen.value;
  return (
    <SavingRow id="chosen" name={t('take.chosen')} ending=".mid" holds={t(isChosen ? 'take.holds.chosen' : 'take.holds.chosenNone')} disabled={!isChosen}
      run={() => void saveChosen()} />
  );
}

function SavingRow({ id, ...row }: { id: string; name: string; ending: string; holds: string; disabled?: boolean; run: () => void }) {
  return <Row {...row} busy={saving.value === id} label={t('take.save')} icon="save" />;
}

interface RowProps {
  name: string;
  ending?: string;
  holds: string;
  busy?: boolean;
  disabled?: boolean;
  label: string;
  icon: IconName;
  run: () => void;
}

function Row({ name, ending, holds, busy = false, disabled = false, label, icon, run }: RowProps) {
  return (
    <li>
      <span class="grow take-what">
        <span><b>{name}</b>{ending ? <span class="soft small"> {ending}</span> : null}</span>
        {holds ? <span class="soft small">{holds}</span> : null}
      </span>
      <button type="button" class="button small" aria-label={`${label}: ${name}`} aria-busy={busy} disabled={disabled} onClick={run}>
        <Icon name={icon} />{busy ? t('take.writing') : label}
      </button>
    </li>
  );
}
