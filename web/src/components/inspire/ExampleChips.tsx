import { inspireByFiles, inspireByText, startWith } from '../../state/flow';
import { t } from '../../text/text';
import { Icon } from './icons';
import seaUrl from './examples/evening_sea.jpg?url';
import boxUrl from './examples/music_box.mp3?url';

async function fileAt(url: string, name: string, type: string): Promise<void> {
  const bytes = await (await fetch(url)).blob();
  await inspireByFiles([new File([bytes], name, { type })]);
}

/** Three ways to begin, each one click away from a loop that sounds. The picture and the sound are our own. */
export function ExampleChips() {
  const words = t('ideas.example.words');
  const picture = t('ideas.example.picture');
  const sound = t('ideas.example.sound');
  const start = (example: () => Promise<void>) => () => void startWith(example);
  return (
    <div class="examples" role="group" aria-label={t('ideas.or')}>
      <p class="soft small">{t('ideas.or')}</p>
      <button type="button" class="example" aria-label={t('ideas.example.label', { name: words })} onClick={start(() => inspireByText(words))}>
        <span class="example-face"><Icon name="words" size={24} /></span>
        <q class="example-name">{words}</q>
      </button>
      <button type="button" class="example" aria-label={t('ideas.example.label', { name: picture })} onClick={start(() => fileAt(seaUrl, 'evening sea.jpg', 'image/jpeg'))}>
        <img class="example-face" src={seaUrl} alt="" width={96} height={64} />
        <span class="example-name">{picture}</span>
      </button>
      <button type="button" class="example" aria-label={t('ideas.example.label', { name: sound })} onClick={start(() => fileAt(boxUrl, 'music box.mp3', 'audio/mpeg'))}>
        <span class="example-face"><Icon name="sound" size={28} /></span>
        <span class="example-name">{sound}</span>
      </button>
    </div>
  );
}
