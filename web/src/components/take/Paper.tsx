import type { ComponentChildren } from 'preact';
import { closeSheet } from '../../state/sheets';
import { t } from '../../text/text';
import { Dialog } from '../shell/Dialog';
import { Icon } from '../shell/Icon';
import './take.css';

/** What is on a sheet of paper, as it will be printed: black on white, and nothing else of the page. */
export function Paper({ title, tools, children }: { title: string; tools?: ComponentChildren; children: ComponentChildren }) {
  return (
    <Dialog title={title} onClose={closeSheet} class="paper">
      <div class="paper-tools">
        <button type="button" class="button primary" onClick={() => window.print()}><Icon name="print" />{t('take.print')}</button>
        <span class="soft small">{t('take.pdfHint')}</span>
        {tools}
      </div>
      {/* On narrow pages it goes aside, also by the arrow keys. */}
      <article class="paper-sheet" tabIndex={0} aria-label={title}>{children}</article>
    </Dialog>
  );
}
