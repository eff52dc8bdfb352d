import { useEffect, useState } from 'preact/hooks';
import { call } from '../../api/client';
import { songs } from '../../api/songs';
import { provenanceOf, type ChordSource } from '../../domain/provenance';
import { song, stored } from '../../state/song';
import { sourceWords } from '../../text/musicWords';
import { language, t } from '../../text/text';
import { Paper } from './Paper';

interface History {
  version: string;
  begun: string;
  count: number;
}

/** One page on who made what, to go with the song. */
export function ProvenanceDialog() {
  const [history, setHistory] = useState<History | null>(null);
  const { byHand, suggested, transcribed, notes, words, chords } = provenanceOf(song.value);
  useEffect(() => {
    const { id, branch } = stored.peek();
    if (!id) return;
    void Promise.all([versionsOf(id, branch), call<{ info?: { version?: string } }>('/openapi.json')]).then(([{ first, count }, about]) => {
      setHistory({ version: about.info?.version ?? '', begun: new Date(first).toLocaleString(language.value, { dateStyle: 'long', timeStyle: 'short' }), count });
    }, () => undefined);
  }, []);
  return (
    <Paper title={t('origin.title')}>
      <h1>{song.value.title || t('shell.untitled')}</h1>
      <p class="paper-facts">{history ? t('origin.made', { version: history.version, when: history.begun, count: history.count }) : stored.value.id ? t('shell.loading') : t('origin.unsaved')}</p>
      <p class="paper-facts">{t('origin.counts', { hand: byHand, suggested, transcribed, notes, words })}</p>
      <h2>{t('origin.inspirations')}</h2>
      {song.value.inspirations.length === 0 ? <p class="paper-facts">{t('origin.none')}</p> : (
        <ul class="paper-facts">
          {song.value.inspirations.map((one, index) => (
            <li key={index}>{[one.text ? `“${one.text}”` : '', ...one.imageRefs.map(() => t('origin.picture')), ...one.audioRefs.map(() => t('origin.sound'))].filter(Boolean).join(', ')}</li>
          ))}
        </ul>
      )}
      <h2>{t('origin.chords')}</h2>
      <table class="origin-table">
        <thead><tr><th scope="col">{t('origin.part')}</th><th scope="col">{t('origin.bar')}</th><th scope="col">{t('origin.chord')}</th><th scope="col">{t('origin.source')}</th><th scope="col">{t('origin.how')}</th></tr></thead>
        <tbody>{chords.map((chord, index) => <SourceRow key={index} chord={chord} />)}</tbody>
      </table>
    </Paper>
  );
}

function SourceRow({ chord: { part, bar, symbol, origin } }: { chord: ChordSource }) {
  const how = origin.kind === 'suggestion' ? `${origin.proposer}, ${origin.prior}, ${t('origin.draw', { seed: origin.seed })}` : '';
  return <tr><td>{part}</td><td>{bar}</td><td><b>{symbol}</b></td><td>{sourceWords(origin)}</td><td>{how}</td></tr>;
}

/** When the oldest version of a branch was saved, and how many there are; histories come in pages, the newest first. */
async function versionsOf(id: string, branch: string): Promise<{ first: number; count: number }> {
  let page = await songs.history(id, branch);
  let count = page.versions.length;
  while (page.next !== null) {
    page = await songs.history(id, branch, page.next);
    count += page.versions.length;
  }
  return { first: page.versions.at(-1)?.savedMs ?? Date.now(), count };
}
