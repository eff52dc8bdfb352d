import { useEffect, useState } from 'preact/hooks';
import { readChordPro, type ChordProSheet, type SheetLine } from '../../domain/chordProSheet';
import { chordProOf } from '../../state/files';
import { failureWords } from '../../state/notices';
import { song } from '../../state/song';
import { t, type MessageKey } from '../../text/text';
import { Paper } from './Paper';

const factNames: Record<string, MessageKey> = { key: 'song.key', time: 'song.meter', tempo: 'sound.tempo', capo: 'take.capo' };

/** Chords over the words, for a music stand. */
export function ChordSheetDialog() {
  const [sheet, setSheet] = useState<ChordProSheet | null>(null);
  const [problem, setProblem] = useState('');
  useEffect(() => {
    chordProOf(song.peek()).then((text) => setSheet(readChordPro(text)), (error: unknown) => setProblem(failureWords(error)));
  }, []);
  return (
    <Paper title={t('take.sheet')}>
      {problem ? <p role="alert">{problem}</p> : null}
      {!sheet && !problem ? <p role="status">{t('shell.loading')}</p> : null}
      {sheet ? (
        <>
          <h1>{sheet.title || t('shell.untitled')}</h1>
          <p class="paper-facts">{sheet.facts.map(([name, value]) => `${t(factNames[name] ?? 'song.key')}: ${value}`).join(' · ')}</p>
          {sheet.sections.map((section, index) => (
            <section key={index} class="paper-part">
              <h2>{section.name}{section.again ? ` (${t('take.again')})` : ''}</h2>
              {section.lines.map((line, at) => <Line key={at} line={line} />)}
            </section>
          ))}
        </>
      ) : null}
    </Paper>
  );
}

function Line({ line }: { line: SheetLine }) {
  if (line.kind === 'remark') return <p class="paper-facts">{line.text}</p>;
  if (line.kind === 'bars') {
    return <p class="paper-bars">{line.bars.map((bar, index) => <span key={index} class="paper-bar">{bar}</span>)}</p>;
  }
  return (
    <p class="paper-words">
      {line.pieces.map((piece, index) => (
        <span key={index} class="paper-piece">
          <b>{piece.chord || ' '}</b>
          <span>{piece.words || ' '}</span>
        </span>
      ))}
    </p>
  );
}
