/** Transport, groove, tempo and mixer, at the bottom of the page. */
export function SoundBar() {
  return <div class="sound-bar" />;
}
