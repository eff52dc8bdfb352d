import { useEffect, useRef } from 'preact/hooks';
import { dismiss, notices } from '../../state/notices';
import { t } from '../../text/text';
import { Icon } from './Icon';

/** Short words about what happened; they are announced where they are made. */
export function Notices() {
  const place = useRef<HTMLElement>(null);
  // Above sheets too: shown last, it lies on top. Browsers that know no popover show it below them.
  useEffect(() => {
    const element = place.current;
    if (!element?.showPopover) return;
    if (element.matches(':popover-open')) element.hidePopover();
    if (notices.value.length) element.showPopover();
  }, [notices.value]);
  return (
    <section class="notices" popover="manual" ref={place} aria-label={t('shell.notices')}>
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
