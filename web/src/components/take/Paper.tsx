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
      <article class="paper-sheet">{children}</article>
    </Dialog>
  );
}
