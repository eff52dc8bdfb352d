import { sendAgain } from '../../state/flow';
import { dismiss, sending, type Sending } from '../../state/inspirations';
import { t } from '../../text/text';
import { Icon } from './icons';

function SendingRow({ file }: { file: Sending }) {
  const words = t(file.share < 1 ? 'ideas.sending' : 'ideas.readingFile', { name: file.file.name });
  return (
    <li class="sending">
      {file.kind === 'image' ? <img src={file.url} alt="" class="sending-face" /> : <span class="sending-face"><Icon name="sound" /></span>}
      <div class="sending-words">
        {file.problem === null
          ? <><p class="small">{words}</p><progress aria-label={words} {...(file.share < 1 ? { value: file.share } : {})} /></>
          : <p class="small bad" role="alert">{t('ideas.unread', { problem: file.problem })}</p>}
      </div>
      {file.problem !== null && <button type="button" class="button small" onClick={() => void sendAgain(file)}>{t('ideas.again')}</button>}
      <button type="button" class="button small" onClick={() => dismiss(file.id)}>
        {t(file.problem === null ? 'ideas.cancel' : 'ideas.dismiss')}
      </button>
    </li>
  );
}

/** Files on their way. */
export function SendingList() {
  if (!sending.value.length) return null;
  return <ul class="sendings">{sending.value.map((file) => <SendingRow key={file.id} file={file} />)}</ul>;
}
