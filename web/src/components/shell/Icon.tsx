/** Line drawings, 24 x 24, in the colour of the text around. They say nothing by themselves: buttons have labels. */
const paths = {
  undo: 'M8 6 4 10l4 4M4 10h10a5 5 0 0 1 0 10h-3',
  redo: 'm16 6 4 4-4 4m4-4H10a5 5 0 0 0 0 10h3',
  plus: 'M12 5v14M5 12h14',
  minus: 'M5 12h14',
  close: 'M6 6l12 12M18 6 6 18',
  more: 'M5 12h.01M12 12h.01M19 12h.01',
  lock: 'M7 11V8a5 5 0 0 1 10 0v3M6 11h12v9H6z',
  unlock: 'M7 11V8a5 5 0 0 1 9.6-2M6 11h12v9H6z',
  split: 'M12 4v16M8 8l-4 4 4 4m8-8 4 4-4 4',
  join: 'M4 8l4 4-4 4m16-8-4 4 4 4M8 12h8',
  copy: 'M9 9h11v11H9zM5 15H4V4h11v1',
  paste: 'M9 4h6v3H9zM8 5H5v16h14V5h-3',
  trash: 'M5 7h14M10 7V4h4v3m-7 0 1 13h8l1-13',
  edit: 'M4 20l1-4L16 5l3 3L8 19z',
  up: 'M6 15l6-6 6 6',
  down: 'M6 9l6 6 6-6',
  left: 'M15 6l-6 6 6 6',
  right: 'M9 6l6 6-6 6',
  songs: 'M9 18V6l10-2v12M9 18a2.5 2.5 0 1 1-5 0 2.5 2.5 0 0 1 5 0zm10-2a2.5 2.5 0 1 1-5 0 2.5 2.5 0 0 1 5 0z',
  history: 'M4 12a8 8 0 1 0 3-6.2L4 8m0-4v4h4m4 0v4l3 2',
  share: 'M12 15V4M8 8l4-4 4 4M5 13v7h14v-7',
  open: 'M4 7V5h6l2 2h8v12H4zM12 11v5m-2.5-2.5L12 16l2.5-2.5',
  save: 'M12 4v10m-4-4 4 4 4-4M5 17v3h14v-3',
  midi: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM7.5 12h.01M16.5 12h.01M9 8.5h.01M15 8.5h.01M12 7h.01M10.5 20.5v-2h3v2',
  print: 'M7 9V4h10v5M7 17H4V9h16v8h-3M7 14h10v6H7z',
  help: 'M9.5 9a2.5 2.5 0 1 1 3.6 2.2c-.8.4-1.1 1-1.1 1.8m0 3h.01M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18z',
  view: 'M4 7h10m4 0h2M4 17h2m4 0h10M16 4v6M8 14v6',
  check: 'M5 12l5 5 9-10',
  branch: 'M7 4v16M7 14c6 0 10-2 10-8m0 0a2 2 0 1 0 0-.01',
  repeat: 'M5 11V9a3 3 0 0 1 3-3h10l-3-3m4 10v2a3 3 0 0 1-3 3H6l3 3',
  play: 'M8 5l11 7-11 7z',
  stop: 'M7 7h10v10H7z',
  metronome: 'M9 4h6l4 16H5zM12 14l6-9M7 15h10',
  loopPart: 'M7 5H4v14h3M17 5h3v14h-3M9 12h6m-2-2 2 2-2 2',
  countIn: 'M5 6v12M10 9v9M15 6v12M20 9v9',
  microphone: 'M9 6a3 3 0 0 1 6 0v5a3 3 0 0 1-6 0zM6 11a6 6 0 0 0 12 0M12 17v4m-3 0h6',
  camera: 'M4 8h4l2-3h4l2 3h4v11H4zM12 16.5a3 3 0 1 0 0-6 3 3 0 0 0 0 6z',
  record: 'M12 18a6 6 0 1 0 0-12 6 6 0 0 0 0 12z',
  mixer: 'M6 4v16M12 4v16M18 4v16M4 15h4M10 8h4M16 12h4',
  piano: 'M4 6h16v13H4zM9 6v7m6-7v7M9 13v6m6-6v6',
} as const;
export type IconName = keyof typeof paths;

export function Icon({ name }: { name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" width="18" height="18" aria-hidden="true" focusable="false"
      fill="none" stroke="currentColor" stroke-width={name === 'more' ? 3 : 1.8} stroke-linecap="round" stroke-linejoin="round">
      <path d={paths[name]} />
    </svg>
  );
}
