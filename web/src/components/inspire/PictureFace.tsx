import { useState } from 'preact/hooks';
import type { Brief, Evidence } from '../../api/types';
import { mediaUrl } from '../../state/readings';
import { t } from '../../text/text';

const colourOf = (lit: readonly Evidence[]): string[] => lit.flatMap(({ colour }) => (colour ? [colour] : []));
const coloursIn = (brief: Brief | null): string[] =>
  [...new Set((brief?.keywords ?? []).flatMap((keyword) => colourOf(keyword.evidence ?? [])))];

function Region({ region }: { region: readonly number[] }) {
  const [x = 0, y = 0, width = 0, height = 0] = region;
  return <rect x={100 * x + 0.6} y={100 * y + 0.6} width={Math.max(0, 100 * width - 1.2)} height={Math.max(0, 100 * height - 1.2)} rx={1.5} />;
}

/** A picture; where a keyword was seen is boxed, its colour shown. */
export function PictureFace({ mediaRef, name, lit, brief }: { mediaRef: string; name: string; lit: readonly Evidence[]; brief: Brief | null }) {
  const [shows, setShows] = useState(true);
  const regions = lit.flatMap(({ region }) => (region ? [region] : []));
  const colours = colourOf(lit);
  return (
    <figure class="face-picture" data-lit={regions.length > 0}>
      {shows
        ? <img src={mediaUrl(mediaRef)} alt={name} loading="lazy" onError={() => setShows(false)} />
        : (
          <figcaption class="unseen small soft">
            {coloursIn(brief).map((colour) => <Swatch key={colour} colour={colour} />)}
            {t('ideas.unseen')}
          </figcaption>
        )}
      {shows && (
        <svg class="regions" viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
          {regions.map((region, index) => <Region key={index} region={region} />)}
        </svg>
      )}
      {colours.length > 0 && <div class="swatches" aria-hidden="true">{colours.map((colour) => <Swatch key={colour} colour={colour} />)}</div>}
    </figure>
  );
}

export function Swatch({ colour }: { colour: string }) {
  return <svg class="swatch" viewBox="0 0 10 10" width="18" height="18" aria-hidden="true"><rect width="10" height="10" rx="2" fill={colour} /></svg>;
}
