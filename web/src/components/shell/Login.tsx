import { useState } from 'preact/hooks';
import { call } from '../../api/client';
import { failureWords } from '../../state/notices';
import { t } from '../../text/text';

/** The password, where the server wants one. */
export function Login({ onDone }: { onDone: () => void }) {
  const [problem, setProblem] = useState('');
  const [busy, setBusy] = useState(false);
  const logIn = async (form: HTMLFormElement): Promise<void> => {
    setBusy(true);
    try {
      await call('/session', { json: { password: String(new FormData(form).get('password') ?? '') } });
      onDone();
    } catch (error) {
      setProblem(failureWords(error));
    }
    setBusy(false);
  };
  return (
    <main class="login">
      <form onSubmit={(event) => { event.preventDefault(); void logIn(event.currentTarget); }}>
        <h1>{t('shell.app')}</h1>
        <label>{t('shell.password')} <input class="field" type="password" name="password" autocomplete="current-password" required autoFocus /></label>
        {problem ? <p role="alert">{problem}</p> : null}
        <button type="submit" class="button primary" disabled={busy}>{t('shell.logIn')}</button>
      </form>
    </main>
  );
}
