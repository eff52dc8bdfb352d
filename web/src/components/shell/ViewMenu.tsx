import { effect, signal } from '@preact/signals';
import { language, t, type Language } from '../../text/text';
import { Menu, MenuItem } from './Menu';

type Theme = 'auto' | 'light' | 'dark';
const kept = localStorage.getItem('amuse.theme');
const theme = signal<Theme>(kept === 'light' || kept === 'dark' ? kept : 'auto');
effect(() => {
  localStorage.setItem('amuse.theme', theme.value);
  if (theme.value === 'auto') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = theme.value;
});

const themes: Theme[] = ['auto', 'light', 'dark'];
// Each language by its own name, whatever the page speaks.
const languages: [Language, string][] = [['en', 'English'], ['ko', '한국어']];

/** How the page looks and speaks. */
export function ViewMenu() {
  return (
    <Menu label={t('shell.view')} icon="view" align="right">
      {() => (
        <>
          <p class="menu-head">{t('shell.theme')}</p>
          {themes.map((one) => <MenuItem key={one} checked={theme.value === one} onClick={() => { theme.value = one; }}>{t(`shell.theme.${one}`)}</MenuItem>)}
          <p class="menu-head">{t('shell.language')}</p>
          {languages.map(([id, name]) => <MenuItem key={id} checked={language.value === id} onClick={() => { language.value = id; }}>{name}</MenuItem>)}
        </>
      )}
    </Menu>
  );
}
