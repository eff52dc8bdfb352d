import { useState } from 'preact/hooks';
import type { ComponentChildren } from 'preact';
import type { ChordShapes as Shapes, Fingering, PianoShape } from '../../api/chords';
import type { Chord, Part } from '../../domain/song';
import { shapesOf, shapesOpen, toggleShapes } from '../../state/chord_shapes';
import { strike } from '../../state/player';
import { addShortcuts } from '../../state/shortcuts';
import { change, song } from '../../state/song';
import { keyOfPlace } from '../../state/songActions';
import { t } from '../../text/text';
import { Icon } from '../shell/Icon';
import { FretDiagram } from './FretDiagram';
import { PianoDiagram } from './PianoDiagram';
import './diagrams.css';

addShortcuts({ keys: 'H', label: 'shapes.show', group: 'song', run: toggleShapes });

type Instrument = 'piano' | 'guitar' | 'ukulele';
/** What each is heard with: General MIDI, from 0. */
const programs: Record<Instrument, number> = { piano: 0, guitar: 25, ukulele: 24 };

/** How the chosen chord is played: one shape of each instrument, and ways to the next. */
export function ChordShapes({ part, chord }: { part: Part; chord: Chord }) {
  if (!shapesOpen.value) return null;
  const { capo } = song.value;
  const shapes = shapesOf(chord.symbol, keyOfPlace(part, chord.start), capo);
  if (shapes === undefined) return <p class="shapes soft small">{t('shell.loading')}</p>;
  if (shapes === null || !shapes.piano.length) return <p class="shapes soft small">{t('shapes.none')}</p>;
  return (
    <div class="shapes" role="group" aria-label={t('shapes.title', { chord: chord.symbol })} key={`${chord.symbol} ${capo}`}>
      <Piano chord={chord} shapes={shapes.piano} />
      <Frets instrument="guitar" shapes={shapes} list={shapes.guitar} capo={capo} />
      <Frets instrument="ukulele" shapes={shapes} list={shapes.ukulele} capo={0} />
    </div>
  );
}

function Piano({ chord, shapes }: { chord: Chord; shapes: readonly PianoShape[] }) {
  const own = chord.voicing?.join(' ');
  const [index, setIndex] = useState(Math.max(0, shapes.findIndex(({ pitches }) => pitches.join(' ') === own)));
  const shape = shapes[index] ?? shapes[0];
  if (!shape) return null;
  const kept = own === shape.pitches.join(' ');
  const words = shape.style === 'close' ? t(`shapes.inversion.${inversionOf(shape)}`) : t(`shapes.style.${shape.style}`);
  const keep = (): void => {
    change([{ op: 'setVoicing', chordId: chord.id, voicing: kept ? null : shape.pitches }], t('shapes.did.voicing', { chord: chord.symbol }));
  };
  return (
    <Shape instrument="piano" index={index} count={shapes.length} onStep={setIndex} pitches={shape.pitches} words={words}
      more={<button type="button" class="button quiet small icon" aria-pressed={kept} aria-label={t(kept ? 'shapes.free' : 'shapes.keep')}
        title={t(kept ? 'shapes.free' : 'shapes.keep')} onClick={keep}><Icon name="check" /></button>}>
      <PianoDiagram pitches={shape.pitches} label={`${t('shapes.piano')}: ${words}`} />
    </Shape>
  );
}

const inversionOf = ({ inversion }: PianoShape): 0 | 1 | 2 | 3 | 4 => Math.min(4, Math.max(0, inversion)) as 0 | 1 | 2 | 3 | 4;

function Frets({ instrument, shapes, list, capo }: { instrument: 'guitar' | 'ukulele'; shapes: Shapes; list: readonly Fingering[]; capo: number }) {
  const [index, setIndex] = useState(0);
  const fingering = list[index] ?? list[0];
  if (!fingering) return null;
  const words = [
    capo > 0 ? `${shapes.held}, ${t('shapes.capo', { fret: capo })}` : '',
    fingering.barreFret > 0 ? t('shapes.barre', { fret: fingering.barreFret }) : '',
  ].filter(Boolean).join(', ');
  const spoken = fingering.frets.map((fret, string) => t('shapes.string', {
    string: fingering.frets.length - string, fret: fret < 0 ? t('shapes.muted') : fret === 0 ? t('shapes.open') : t('shapes.fret', { fret }),
  })).join(', ');
  return (
    <Shape instrument={instrument} index={index} count={list.length} onStep={setIndex} pitches={fingering.pitches} words={words}>
      <FretDiagram fingering={fingering} label={`${t(`shapes.${instrument}`)}: ${words ? `${words}; ` : ''}${spoken}`} />
    </Shape>
  );
}

interface ShapeProps {
  instrument: Instrument;
  index: number;
  count: number;
  onStep: (index: number) => void;
  pitches: readonly number[];
  /** What this shape is called. */
  words: string;
  more?: ComponentChildren;
  children: ComponentChildren;
}

function Shape({ instrument, index, count, onStep, pitches, words, more, children }: ShapeProps) {
  const name = t(`shapes.${instrument}`);
  const step = (by: number): void => onStep((index + by + count) % count);
  return (
    <div class="shape" role="group" aria-label={name}>
      <button type="button" class="shape-picture" title={t('shapes.hear')} onClick={() => void strike(pitches, programs[instrument])}>
        <span class="visually-hidden">{t('shapes.hear')}. </span>{children}
      </button>
      <div class="shape-words">
        <b>{name}</b>
        <span class="soft small" aria-live="polite">{words}</span>
        <span class="shape-steps">
          <button type="button" class="button quiet small icon" aria-label={`${name}: ${t('shapes.previous')}`} disabled={count < 2} onClick={() => step(-1)}><Icon name="left" /></button>
          <span class="small soft">{t('shapes.count', { index: index + 1, count })}</span>
          <button type="button" class="button quiet small icon" aria-label={`${name}: ${t('shapes.next')}`} disabled={count < 2} onClick={() => step(1)}><Icon name="right" /></button>
          {more}
        </span>
      </div>
    </div>
  );
}
