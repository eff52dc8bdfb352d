import { useEffect, useRef, useState } from 'preact/hooks';
import { call, send } from '../../api/client';
import type { FormatInfo, Imported } from '../../api/types';
import { complete } from '../../domain/song';
import { flush, newSong, song } from '../../state/song';
import { failureWords, notify } from '../../state/notices';
import { t } from '../../text/text';
import { Menu, MenuItem } from './Menu';

let formats: FormatInfo[] = [];

/** The song as a file, and files as songs: what the server can write and read. */
export function FilesMenu() {
  const file = useRef<HTMLInputElement>(null);
  const [known, setKnown] = useState(formats);
  useEffect(() => {
    void call<{ formats: FormatInfo[] }>('/formats').then((answer) => { formats = answer.formats; setKnown(formats); }, () => undefined);
  }, []);
  const readable = known.filter((one) => one.reads).map((one) => `.${one.extension}`);
  return (
    <>
      <Menu label={t('shell.files')} icon="share" align="right">
        {(close) => (
          <>
            <p class="menu-head">{t('shell.saveAs')}</p>
            {known.filter((one) => one.writes).map((one) => (
              <MenuItem key={one.id} onClick={() => { close(); void download(one); }}>{one.name} <span class="soft">.{one.extension}</span></MenuItem>
            ))}
            {known.length === 0 ? <p class="menu-head">{t('shell.unreached')}</p> : null}
            <p class="menu-head">{t('shell.openFrom')}</p>
            <MenuItem onClick={() => { close(); file.current?.click(); }}>{t('shell.openFile')}</MenuItem>
          </>
        )}
      </Menu>
      <input ref={file} type="file" hidden accept={readable.join(',')} onChange={(event) => {
        const [chosen] = event.currentTarget.files ?? [];
        event.currentTarget.value = '';
        if (chosen) void importFile(chosen);
      }} />
    </>
  );
}

async function download(format: FormatInfo): Promise<void> {
  try {
    await flush();
    const answer = await send('/export', { json: { format: format.id, song: song.value } });
    const link = document.createElement('a');
    link.href = URL.createObjectURL(await answer.blob());
    link.download = `${(song.value.title || t('shell.untitled')).replace(/[\\/:*?"<>|]+/g, ' ').trim()}.${format.extension}`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
    notify(t('shell.written', { file: link.download }));
  } catch (error) {
    notify(failureWords(error));
  }
}

async function importFile(file: File): Promise<void> {
  try {
    const answer = await call<Imported>('/import', { method: 'POST', body: file, query: { name: file.name }, headers: { 'Content-Type': 'application/octet-stream' } });
    newSong(complete(answer.song));
    const warnings = answer.losses.map((one) => one.message);
    notify(warnings.length ? t('shell.readWith', { file: file.name, remarks: warnings.slice(0, 2).join('; ') }) : t('shell.read', { file: file.name }));
  } catch (error) {
    notify(failureWords(error));
  }
}
