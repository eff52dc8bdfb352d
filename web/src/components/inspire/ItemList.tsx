import { useState } from 'preact/hooks';
import { readOnceMore, refreshSoon } from '../../state/flow';
import { briefState, items, readings, removeItem, setScope, setWeight, type Item, type Scope } from '../../state/inspirations';
import { listenTo } from '../../state/listening';
import { currentPartId } from '../../state/place';
import { song } from '../../state/song';
import { t } from '../../text/text';
import { useHeld } from '../sound/Slider';
import { Icon } from './icons';
import { litWord, evidenceIn } from './lit';
import { PictureFace } from './PictureFace';
import { SoundFace } from './SoundFace';
import { TextFace } from './TextFace';

function nameOf(item: Item): string {
  if (item.text) return `“${item.text.length > 40 ? `${item.text.slice(0, 38)}…` : item.text}”`;
  return t(item.pictures.length ? 'ideas.picture' : 'ideas.sound');
}

function ScopePicker({ item, name }: { item: Item; name: string }) {
  const part = song.value.parts.find((one) => one.id === (item.partId ?? currentPartId.value));
  const section = song.value.parts.length > 1 && part ? t('ideas.scope.inSection', { section: part.name }) : t('ideas.scope.section');
  return (
    <select class="field scope" aria-label={t('ideas.scope', { name })} value={item.scope}
      onChange={(event) => {
        setScope(item, event.currentTarget.value as Scope, item.partId ?? currentPartId.value, t('ideas.did.scope'));
        refreshSoon();
      }}>
      <option value="song">{t('ideas.scope.song')}</option>
      <option value="section">{section}</option>
      <option value="off">{t('ideas.scope.off')}</option>
    </select>
  );
}

function WeightPicker({ item, name }: { item: Item; name: string }) {
  const held = useHeld(item.weight, (weight) => { setWeight(item, weight, t('ideas.did.weigh')); refreshSoon(); });
  return (
    <label class="weight small soft">
      {t('ideas.counts')}
      <input type="range" min={0} max={2} step={0.1} aria-label={t('ideas.weight', { name })}
        aria-valuetext={t('words.percent', { percent: Math.round(held.value * 100) })} {...held} />
    </label>
  );
}

function ItemRow({ item, alone }: { item: Item; alone: boolean }) {
  const [open, setOpen] = useState(false);
  const reading = readings.value.get(item.key);
  const brief = reading?.state === 'ready' ? reading.brief : null;
  const lit = brief && litWord.value !== null ? evidenceIn(brief, litWord.value) : [];
  const name = nameOf(item);
  return (
    <li class="item" data-scope={item.scope} aria-busy={reading?.state === 'reading'}>
      {item.text && <TextFace text={item.text} lit={lit} open={open} onOpen={setOpen} />}
      {item.pictures.map((ref) => <PictureFace key={ref} mediaRef={ref} name={name} lit={lit} brief={brief} />)}
      {item.sounds.map((ref) => <SoundFace key={ref} mediaRef={ref} name={name} lit={lit} />)}
      {reading?.state === 'failed' && briefState.value !== 'failed' && (
        <p class="small bad" role="alert">
          {t('ideas.unread', { problem: reading.problem })}{' '}
          <button type="button" class="button small" onClick={() => void readOnceMore()}>{t('ideas.again')}</button>
        </p>
      )}
      <div class="item-tools">
        {item.sounds.map((ref) => (
          <button key={ref} type="button" class="button small" aria-label={t('listen.hear', { name })} onClick={() => void listenTo({ name, ref })}>{t('listen.hearShort')}</button>
        ))}
        <ScopePicker item={item} name={name} />
        {!alone && <WeightPicker item={item} name={name} />}
        <button type="button" class="button icon quiet small" aria-label={t('ideas.remove', { name })} title={t('ideas.remove', { name })}
          onClick={() => { removeItem(item, t('ideas.did.remove')); refreshSoon(); }}>
          <Icon name="close" size={16} />
        </button>
      </div>
    </li>
  );
}

/** The song's inspirations, each with what a keyword rests on lit in it. */
export function ItemList() {
  const list = items.value;
  if (!list.length) return null;
  return (
    <ul class="items" aria-label={t('ideas.list')}>
      {list.map((item) => <ItemRow key={item.key} item={item} alone={list.length === 1} />)}
    </ul>
  );
}
