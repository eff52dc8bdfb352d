import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { notify } from '../../state/notices';
import { t } from '../../text/text';

/** A component whose code is fetched when it is first shown; nothing is seen until then. */
export function later<Props extends object>(fetchIt: () => Promise<ComponentType<Props>>): ComponentType<Props> {
  let known: ComponentType<Props> | null = null;
  return function Later(props: Props) {
    const [, setReady] = useState(known !== null);
    useEffect(() => {
      if (known) return;
      fetchIt().then((found) => { known = found; setReady(true); }, () => notify(t('shell.unreached')));
    }, []);
    const Known = known;
    return Known ? <Known {...props} /> : null;
  };
}
