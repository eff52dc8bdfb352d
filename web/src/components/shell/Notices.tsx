import { dismiss, notices } from '../../state/notices';
import { t } from '../../text/text';
import { Icon } from './Icon';

/** Short words about what happened; they are announced where they are made. */
export function Notices() {
  return (
    <section class="notices" aria-label={t('shell.notices')}>
      {notices.value.map((notice) => (
        <div class="notice" key={notice.id}>
          <span>{notice.words}</span>
          {notice.action ? <button type="button" class="button small" onClick={() => { notice.action?.run(); dismiss(notice.id); }}>{notice.action.label}</button> : null}
          <button type="button" class="button quiet icon small" aria-label={t('shell.close')} onClick={() => dismiss(notice.id)}><Icon name="close" /></button>
        </div>
      ))}
    </section>
  );
}
