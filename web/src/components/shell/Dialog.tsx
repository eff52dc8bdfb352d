import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';
import { t } from '../../text/text';
import { Icon } from './Icon';

/** A sheet over the page; Escape, the cross and a click beside it close it. The page behind does not take keys. */
export function Dialog({ title, onClose, class: className = '', children }: {
  title: string;
  onClose: () => void;
  class?: string;
  children: ComponentChildren;
}) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    const before = document.activeElement;
    dialog.current?.showModal();
    return () => {
      // Unless the keyboard has gone on by then.
      const now = document.activeElement;
      const isLost = !now || now === document.body || now.closest('dialog') !== null;
      if (isLost && before instanceof HTMLElement) before.focus();
    };
  }, []);
  return (
    <dialog ref={dialog} class={`dialog ${className}`} aria-labelledby={id} onClose={onClose}
      onKeyDown={(event) => event.stopPropagation()}
      onClick={(event) => { if (event.target === dialog.current) dialog.current?.close(); }}>
      <div class="dialog-body">
        <div class="dialog-head">
          <h2 id={id}>{title}</h2>
          <button type="button" class="button quiet icon" aria-label={t('shell.close')} onClick={() => dialog.current?.close()}><Icon name="close" /></button>
        </div>
        {children}
      </div>
    </dialog>
  );
}
