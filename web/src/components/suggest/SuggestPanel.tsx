/** The suggested progressions as cards, and the dials. */
export function SuggestPanel() {
  return <section class="suggest" />;
}
