import { t } from '../../text/text';

/** What a branch is called: by its own name, the first one as the song itself. */
export const branchName = (name: string): string => (name === 'main' ? t('shell.mainBranch') : name);
