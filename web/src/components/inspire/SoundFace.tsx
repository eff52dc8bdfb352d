import { useEffect, useRef, useState } from 'preact/hooks';
import type { Evidence } from '../../api/types';
import { mediaUrl } from '../../state/readings';
import { t } from '../../text/text';
import { Icon } from './icons';
import { peaksOf } from './peaks';

interface Shape {
  peaks: number[];
  seconds: number;
}
const bars = 96;
const shapes = new Map<string, Promise<Shape>>();

async function shapeAt(url: string): Promise<Shape> {
  const bytes = await (await fetch(url)).arrayBuffer();
  const decoded = await new OfflineAudioContext(1, 1, 22_050).decodeAudioData(bytes);
  return { peaks: peaksOf(decoded.getChannelData(0), bars), seconds: decoded.duration };
}

function shapeOf(url: string): Promise<Shape> {
  const known = shapes.get(url) ?? shapeAt(url);
  shapes.set(url, known);
  known.catch(() => shapes.delete(url));
  return known;
}

/** A sound as its waveform, to be listened to; the seconds a keyword rests on are lit. */
export function SoundFace({ mediaRef, name, lit }: { mediaRef: string; name: string; lit: readonly Evidence[] }) {
  const url = mediaUrl(mediaRef);
  const [shape, setShape] = useState<Shape | null>(null);
  const [plays, setPlays] = useState(false);
  const player = useRef<HTMLAudioElement | null>(null);
  useEffect(() => {
    let here = true;
    // A kind of sound the browser does not know has a flat line; it was read all the same.
    shapeOf(url).then((one) => { if (here) setShape(one); }, () => undefined);
    return () => { here = false; player.current?.pause(); };
  }, [url]);

  const toggle = (): void => {
    const audio = (player.current ??= Object.assign(new Audio(url), { onended: () => setPlays(false) }));
    if (plays) audio.pause();
    else void audio.play().catch(() => setPlays(false));
    setPlays(!plays);
  };
  const spans = lit.flatMap(({ source, span }) => (source === 'audio' && span ? [span] : []));
  const isLit = (index: number): boolean => {
    const at = ((index + 0.5) / bars) * (shape?.seconds ?? 0);
    return spans.some(([from = 0, to = 0]) => at >= from && at <= to);
  };
  return (
    <div class="face-sound">
      <button type="button" class="button icon" aria-label={t(plays ? 'ideas.stop' : 'ideas.play', { name })} aria-pressed={plays} onClick={toggle}>
        <Icon name={plays ? 'stop' : 'play'} size={16} />
      </button>
      <svg class="wave" viewBox={`0 0 ${bars * 3} 40`} preserveAspectRatio="none" aria-hidden="true" data-lit={spans.length > 0}>
        {(shape?.peaks ?? Array.from({ length: bars }, () => 0)).map((peak, index) => {
          const height = Math.max(2, peak * 38);
          return <rect key={index} class={isLit(index) ? 'lit' : ''} x={index * 3} y={20 - height / 2} width={2} height={height} rx={1} />;
        })}
      </svg>
    </div>
  );
}
