import type { Evidence } from '../../api/types';
import { t } from '../../text/text';
import { piecesOf, type ByteSpan } from './evidence';

const longText = 160;

/** The words of an inspiration; those a keyword rests on are marked. */
export function TextFace({ text, lit, open, onOpen }: { text: string; lit: readonly Evidence[]; open: boolean; onOpen: (open: boolean) => void }) {
  const spans = lit.flatMap(({ source, span }): ByteSpan[] => (source === 'text' && span ? [[span[0] ?? 0, span[1] ?? 0]] : []));
  const isLong = text.length > longText || text.split('\n').length > 4;
  const pieces = piecesOf(text, spans);
  return (
    <div class="face-text">
      <p class="face-words" data-folded={isLong && !open && !spans.length}>
        {pieces.map((piece, index) => (piece.lit ? <mark key={index}>{piece.text}</mark> : piece.text))}
      </p>
      {isLong && (
        <button type="button" class="button small quiet" aria-expanded={open} onClick={() => onOpen(!open)}>
          {t(open ? 'ideas.less' : 'ideas.more')}
        </button>
      )}
    </div>
  );
}
