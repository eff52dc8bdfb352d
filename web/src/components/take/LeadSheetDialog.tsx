import { useEffect, useRef, useState } from 'preact/hooks';
import { leadSheetOf } from '../../domain/abc';
import { song } from '../../state/song';
import { t } from '../../text/text';
import { withAllowedStyles } from './allowedStyles';
import { Paper } from './Paper';

/** Melody, chords and words in notation. What draws it is fetched when it is first wanted. */
export function LeadSheetDialog() {
  const place = useRef<HTMLDivElement>(null);
  const [state, setState] = useState<'loading' | 'drawn' | 'failed'>('loading');
  const { abc, rounded } = leadSheetOf(song.value);
  useEffect(() => {
    let here = true;
    import('abcjs').then(({ default: abcjs }) => {
      const sheet = place.current;
      if (!here || !sheet) return;
      // A drawing a line, so that a page breaks between two of them.
      withAllowedStyles(() => abcjs.renderAbc(sheet, abc, {
        responsive: 'resize', oneSvgPerLine: true, staffwidth: 720, paddingleft: 0, paddingright: 0, paddingtop: 0, paddingbottom: 0,
        format: { titlefont: 'Georgia 22 bold', gchordfont: 'Arial 13 bold', vocalfont: 'Georgia 13', partsfont: 'Arial 13 bold', tempofont: 'Arial 11', wordsfont: 'Georgia 13', stretchlast: 1 },
      }));
      setState('drawn');
    }, () => { if (here) setState('failed'); });
    return () => { here = false; };
  }, [abc]);
  return (
    <Paper title={t('take.lead')}>
      {state === 'loading' ? <p role="status">{t('shell.loading')}</p> : null}
      {state === 'failed' ? <p role="alert">{t('shell.unreached')}</p> : null}
      <div ref={place} class="lead-sheet" />
      {rounded ? <p class="paper-facts">{t('take.rounded')}</p> : null}
    </Paper>
  );
}
