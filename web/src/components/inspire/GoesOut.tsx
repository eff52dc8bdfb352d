import { useEffect, useState } from 'preact/hooks';
import { ApiError } from '../../api/client';
import type { Provider, SentItem } from '../../api/types';
import { refreshSoon } from '../../state/flow';
import { brief, draft, sources } from '../../state/inspirations';
import { previewReading } from '../../state/readings';
import { isTaken, models, setShared, share, shareable } from '../../state/sharing';
import { song } from '../../state/song';
import { previewFresh } from '../../state/suggestions';
import { t } from '../../text/text';

/** While somebody writes, the server is not asked at every letter. */
const calmMs = 250;

const placeOf = ({ leavesMachine, host }: Pick<Provider, 'leavesMachine' | 'host'>): string =>
  (leavesMachine ? host : t('models.here'));

function summaryOf(list: readonly Provider[]): string {
  const names = [...new Set(list.map((one) => `${one.model} (${placeOf(one)})`))].join(', ');
  const given = shareable.filter((what) => song.value.sharing[what] && isTaken(what)).map((what) => t(`models.${what}`));
  return t(given.length ? 'models.given' : 'models.givenNothing', { models: names, what: given.join(', ') });
}

/** What the next reading and the next question would send, as the server makes it; nothing is sent for this. */
function Preview() {
  const [items, setItems] = useState<readonly SentItem[] | null>(null);
  const [problem, setProblem] = useState('');
  const asked = [share.value, sources.value, brief.value, draft.value];
  useEffect(() => {
    let isCurrent = true;
    const text = draft.peek().trim();
    const read = text ? [...sources.peek(), { text, pictures: [], sounds: [], weight: 1 }] : sources.peek();
    const soon = setTimeout(() => {
      Promise.all([previewReading(read, share.peek()), previewFresh()]).then(
        (found) => { if (isCurrent) { setItems(found.flat()); setProblem(''); } },
        (error: unknown) => { if (isCurrent) setProblem(error instanceof ApiError ? error.message : String(error)); },
      );
    }, text ? calmMs : 0);
    return () => { isCurrent = false; clearTimeout(soon); };
  }, asked);
  if (problem) return <p class="bad" role="alert">{problem}</p>;
  if (!items) return null;
  return (
    <div class="would-send" aria-live="polite">
      <h3>{t('models.next')}</h3>
      {!items.length && <p>{t('models.nothing')}</p>}
      {items.map((item) => (
        <div key={item.provider + item.text}>
          <p>{t('models.to', { model: item.model, place: placeOf(item) })}</p>
          <pre tabIndex={0} aria-label={t('models.words')}>{item.text}</pre>
          {item.files.map((file) => <p key={file.type + file.bytes}>{t('models.file', { type: file.type, kilobytes: Math.ceil(file.bytes / 1000) })}</p>)}
        </div>
      ))}
    </div>
  );
}

/** Where language models are configured: what they are given of this song, before they are. */
export function GoesOut() {
  const [open, setOpen] = useState(false);
  const list = models.value;
  if (!list.length) return null;
  return (
    <details class="goes-out small soft" open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{summaryOf(list)}</summary>
      <fieldset>
        <legend>{t('models.share')}</legend>
        {shareable.map((what) => (
          <label key={what}>
            <input type="checkbox" checked={song.value.sharing[what]} disabled={!isTaken(what)}
              onChange={(event) => { setShared(what, event.currentTarget.checked, t('models.did.share')); refreshSoon(); }} />
            {t(`models.${what}`)}{!isTaken(what) && ` ${t('models.notTaken')}`}
          </label>
        ))}
      </fieldset>
      {open && <Preview />}
    </details>
  );
}
