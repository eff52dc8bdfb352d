/** The inspirations: written, dropped, heard; and the keywords found in them. */
export function InspirePanel() {
  return <section class="inspire" />;
}
