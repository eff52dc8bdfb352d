import { useEffect, useState } from 'preact/hooks';
import { madeWords } from '../../state/record';
import { song, stored } from '../../state/song';
import { recordPage } from '../../text/provenance_record';
import { t } from '../../text/text';
import { Paper } from './Paper';

/** One page on who made what, to go with the song. */
export function ProvenanceDialog() {
  const [made, setMade] = useState(t(stored.value.id ? 'shell.loading' : 'origin.unsaved'));
  const { title, facts, inspirations, heads, rows } = recordPage(song.value, made);
  useEffect(() => void madeWords().then(setMade, () => undefined), []);
  return (
    <Paper title={t('origin.title')}>
      <h1>{title}</h1>
      {facts.map((fact) => <p key={fact} class="paper-facts">{fact}</p>)}
      <h2>{t('origin.inspirations')}</h2>
      {inspirations.length === 0 ? <p class="paper-facts">{t('origin.none')}</p> : (
        <ul class="paper-facts">{inspirations.map((line, index) => <li key={index}>{line}</li>)}</ul>
      )}
      <h2>{t('origin.chords')}</h2>
      <table class="origin-table">
        <thead><tr>{heads.map((head) => <th key={head} scope="col">{head}</th>)}</tr></thead>
        <tbody>
          {rows.map(([part, bar, chord, source, how], index) => <tr key={index}><td>{part}</td><td>{bar}</td><td><b>{chord}</b></td><td>{source}</td><td>{how}</td></tr>)}
        </tbody>
      </table>
    </Paper>
  );
}
