import { useEffect, useRef, useState } from 'preact/hooks';
import { stampedName } from '../../domain/clock';
import { letGo, openCamera, type DeviceTrouble } from '../../sound/recorder';
import { inspireByFiles } from '../../state/flow';
import { closeSheet } from '../../state/sheets';
import { t } from '../../text/text';
import { Dialog } from '../shell/Dialog';
import { Icon } from '../shell/Icon';

type Seen = 'opening' | 'live' | DeviceTrouble;

/** What the camera sees, and a button that makes an inspiration of it. The camera is let go when the sheet closes. */
export function CameraDialog() {
  const video = useRef<HTMLVideoElement>(null);
  const shutter = useRef<HTMLButtonElement>(null);
  const [seen, setSeen] = useState<Seen>('opening');
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    let stream: MediaStream | null = null;
    let isGone = false;
    setSeen('opening');
    void openCamera().then((found) => {
      if (typeof found === 'string') return isGone ? undefined : setSeen(found);
      if (isGone || !video.current) return letGo(found);
      stream = found;
      for (const track of found.getTracks()) track.onended = () => setSeen('other');
      video.current.srcObject = found;
    });
    return () => {
      isGone = true;
      if (stream) letGo(stream);
    };
  }, [attempt]);
  useEffect(() => { if (seen === 'live') shutter.current?.focus(); }, [seen]);
  const isTrouble = seen !== 'opening' && seen !== 'live';
  const take = async (): Promise<void> => {
    const picture = video.current && await pictureOf(video.current);
    closeSheet();
    if (picture) await inspireByFiles([picture]);
  };
  return (
    <Dialog title={t('sing.picture')} onClose={closeSheet} class="camera">
      {isTrouble ? (
        <div role="alert">
          <p class="bad">{t(`camera.trouble.${seen}`)}</p>
          <button type="button" class="button" onClick={() => setAttempt(attempt + 1)}>{t('cards.retry')}</button>
        </div>
      ) : <p class="soft small" role="status">{t(seen === 'live' ? 'camera.live' : 'camera.opening')}</p>}
      <video ref={video} hidden={isTrouble} autoPlay muted playsInline aria-label={t('camera.image')} onLoadedData={() => setSeen('live')} />
      <button ref={shutter} type="button" class="button primary" hidden={isTrouble} disabled={seen !== 'live'} onClick={() => void take()}>
        <Icon name="camera" />{t('camera.shutter')}
      </button>
    </Dialog>
  );
}

/** What a video shows now, in its own size, as a JPEG; null where it shows nothing. */
async function pictureOf(video: HTMLVideoElement): Promise<File | null> {
  const canvas = document.createElement('canvas');
  canvas.width = video.videoWidth;
  canvas.height = video.videoHeight;
  canvas.getContext('2d')?.drawImage(video, 0, 0);
  const blob = await new Promise<Blob | null>((resolve) => { canvas.toBlob(resolve, 'image/jpeg', 0.92); });
  return blob && new File([blob], stampedName(t('camera.fileName'), 'jpg'), { type: 'image/jpeg' });
}
