import { useEffect, useState } from 'preact/hooks';
import { songs } from '../../api/songs';
import { compareSongs, type BarPair, type PartPair } from '../../domain/compare';
import { complete, type Song } from '../../domain/song';
import { failureWords } from '../../state/notices';
import { playing, playInstead, stop } from '../../state/player';
import { closeSheet, compared, type Compared } from '../../state/sheets';
import { song, stored } from '../../state/song';
import { t } from '../../text/text';
import { branchName } from '../shell/branchName';
import { Dialog } from '../shell/Dialog';
import { Icon } from '../shell/Icon';
import './compare.css';

/** What the two are called, and which of them stands where. */
interface Sides {
  other: string;
  own: string;
  rows: string;
}

/** A version is of then; a branch is another song of today, and both have their own names. */
function sidesOf({ label, branch }: Compared): Sides {
  if (branch === undefined) return { other: t('compare.then', { label }), own: t('compare.now'), rows: t('compare.rows') };
  const own = branchName(stored.peek().branch);
  return { other: label, own, rows: t('compare.rowsBranch', { other: label, own }) };
}

/** What the song was, or is on another branch, beside what it is: what differs is lit, and each is heard at the same bar. */
export function CompareDialog() {
  const [other, setOther] = useState<Song | null>(null);
  const [problem, setProblem] = useState('');
  const what = compared.value;
  useEffect(() => {
    if (!what) return;
    const { id } = stored.peek();
    const asked = what.version !== undefined ? songs.version(id, what.version) : songs.read(id, what.branch ?? 'main');
    asked.then((answer) => setOther(complete(answer.song)), (error: unknown) => setProblem(failureWords(error)));
    return () => { if (playing.peek()?.kind === 'other') stop(); };
  }, [what]);
  if (!what) return null;
  const sides = sidesOf(what);
  const comparison = other ? compareSongs(other, song.value) : null;
  const isSame = comparison !== null && comparison.facts.length === 0 && comparison.parts.every((part) => part.inSongs === 'both' && part.bars.every((bar) => !bar.changed && !bar.tuneChanged));
  return (
    <Dialog title={t('compare.title')} onClose={closeSheet} class="compare">
      {problem ? <p role="alert">{problem}</p> : null}
      {!other && !problem ? <p class="soft" role="status">{t('shell.loading')}</p> : null}
      {comparison && other ? (
        <>
          <div class="compare-hear" role="group" aria-label={t('compare.title')}>
            <Hear label={sides.other} on={playing.value?.kind === 'other'} run={() => playInstead('then', other)} />
            <Hear label={sides.own} on={playing.value?.kind === 'song'} run={() => playInstead('now', null)} />
            <span class="soft small">{t('compare.hint')} {sides.rows}</span>
          </div>
          {isSame ? <p>{t('compare.same')}</p> : null}
          {comparison.facts.length ? (
            <table class="compare-facts">
              <thead><tr><td /><th scope="col">{sides.other}</th><th scope="col">{sides.own}</th></tr></thead>
              <tbody>{comparison.facts.map((fact) => <tr key={fact.name}><th scope="row">{t(`compare.fact.${fact.name}`)}</th><td>{fact.a || '–'}</td><td>{fact.b || '–'}</td></tr>)}</tbody>
            </table>
          ) : null}
          {comparison.parts.map((part, index) => <PartRows key={index} part={part} sides={sides} />)}
        </>
      ) : null}
    </Dialog>
  );
}

function Hear({ label, on, run }: { label: string; on: boolean; run: () => void }) {
  return (
    <button type="button" class="button" aria-pressed={on} aria-label={t('compare.hear', { label })} onClick={() => (on ? stop() : run())}><Icon name={on ? 'stop' : 'play'} />{label}</button>
  );
}

function PartRows({ part, sides }: { part: PartPair; sides: Sides }) {
  const only = part.inSongs === 'both' ? '' : `${t('compare.only')}: ${part.inSongs === 'a' ? sides.other : sides.own}`;
  return (
    <section>
      <h3>{part.name} {only ? <span class="soft small">{only}</span> : null}</h3>
      <ol class="compare-bars">{part.bars.map((bar, index) => <BarRow key={index} bar={bar} sides={sides} />)}</ol>
    </section>
  );
}

function BarRow({ bar, sides }: { bar: BarPair; sides: Sides }) {
  const words = [bar.changed ? t('compare.changed') : '', bar.tuneChanged ? t('compare.tune') : ''].filter(Boolean).join(', ');
  const text = (chords: string | null): string => (chords === null ? t('compare.noBar') : chords.trim() || '–');
  return (
    <li class={words ? 'differs' : ''}>
      <span class="soft small">{bar.number}</span>
      <span><span class="visually-hidden">{sides.other}: </span>{text(bar.a)}</span>
      <span><span class="visually-hidden">{sides.own}: </span><b>{text(bar.b)}</b></span>
      {words ? <span class="small mark">{words}</span> : null}
    </li>
  );
}
