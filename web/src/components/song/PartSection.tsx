import { useState } from 'preact/hooks';
import type { Part } from '../../domain/song';
import { change, song } from '../../state/song';
import { addCopy, movePartBy, playMore, removePart } from '../../state/partActions';
import { t } from '../../text/text';
import { lanesOpen } from '../../state/melody';
import { LaneTools } from '../melody/LaneTools';
import { Icon } from '../shell/Icon';
import { Menu, MenuItem } from '../shell/Menu';
import { PartGrid } from './PartGrid';

/** A section: its name, how often it is played, and its bars. */
export function PartSection({ part, index }: { part: Part; index: number }) {
  const times = song.value.order.filter((id) => id === part.id).length;
  return (
    <section class="part" aria-label={part.name} data-part-section={part.id}>
      <header class="part-head">
        <PartName part={part} />
        <span class="soft small">{t('song.bars', { bars: part.bars })}</span>
        <div class="times">
          <button type="button" class="button quiet icon small" aria-label={t('song.playLess', { part: part.name })} disabled={times < 1} onClick={() => playMore(part, -1)}><Icon name="minus" /></button>
          <span class="small" title={t('song.timesHint')}>{times === 0 ? t('song.notPlayed') : t('song.times', { times })}</span>
          <button type="button" class="button quiet icon small" aria-label={t('song.playMore', { part: part.name })} onClick={() => playMore(part, 1)}><Icon name="plus" /></button>
        </div>
        <PartMenu part={part} index={index} />
      </header>
      {lanesOpen.value ? <LaneTools part={part} /> : null}
      <PartGrid part={part} />
    </section>
  );
}

function PartName({ part }: { part: Part }) {
  const [name, setName] = useState<string | null>(null);
  const save = (): void => {
    const words = name?.trim();
    if (words && words !== part.name) change([{ op: 'renamePart', partId: part.id, name: words }], t('song.did.rename', { name: words }));
    setName(null);
  };
  return (
    <input class="part-name" aria-label={t('song.partName')} value={name ?? part.name} maxLength={60} size={Math.max(4, (name ?? part.name).length)}
      onInput={(event) => setName(event.currentTarget.value)} onBlur={save}
      onKeyDown={(event) => {
        if (event.key === 'Enter') event.currentTarget.blur();
        if (event.key === 'Escape') { setName(null); event.stopPropagation(); }
      }} />
  );
}

function PartMenu({ part, index }: { part: Part; index: number }) {
  const transpose = (semitones: number): void => {
    change([{ op: 'transposePart', partId: part.id, semitones }], t('song.did.transposePart', { part: part.name }));
  };
  const barsNow = part.bars;
  return (
    <Menu label={t('song.partMenu', { part: part.name })} icon="more" align="right">
      {(close) => (
        <>
          <MenuItem icon="copy" onClick={() => { addCopy(part); close(); }}>{t('song.copyPart')}</MenuItem>
          <MenuItem icon="up" disabled={index === 0} onClick={() => { movePartBy(part, -1); close(); }}>{t('song.partUp')}</MenuItem>
          <MenuItem icon="down" disabled={index === song.value.parts.length - 1} onClick={() => { movePartBy(part, 1); close(); }}>{t('song.partDown')}</MenuItem>
          <MenuItem icon="up" onClick={() => transpose(1)}>{t('song.transposeUp')}</MenuItem>
          <MenuItem icon="down" onClick={() => transpose(-1)}>{t('song.transposeDown')}</MenuItem>
          <MenuItem icon="minus" disabled={barsNow < 2} onClick={() => {
            change([{ op: 'setBars', partId: part.id, bars: barsNow - 1 }], t('song.did.removeBar'));
          }}>{t('song.removeBar')}</MenuItem>
          <MenuItem icon="trash" onClick={() => { removePart(part); close(); }}>{t('song.removePart')}</MenuItem>
        </>
      )}
    </Menu>
  );
}
