/**
 * Every word on the page, in English. Other languages have the same keys, or do not compile. `{name}` is filled in.
 * Keys are grouped by where they stand: shell, song, keys, ideas (inspirations), cards (suggestions), sound.
 */
export const en = {
  'shell.app': 'Amuse',
  'shell.ideas': 'Ideas',
  'shell.song': 'Song',
  'shell.sound': 'Sound',
  'shell.skip': 'Go to the song',
  'shell.saved': 'Saved',
  'shell.saving': 'Saving…',
  'shell.offline': 'Offline: your changes are kept here and saved when the server is back',
  'shell.conflict': 'Changed elsewhere as well: the changes were joined',
  'shell.untitled': 'Untitled song',
  'shell.undo': 'Undo',
  'shell.redo': 'Redo',
  'shell.undid': 'Undone: {what}',
  'shell.redid': 'Done again: {what}',
  'shell.refused': '“{what}” was not done: {why}',
  'shell.mergedWithout': 'Changed elsewhere as well. These of your changes no longer fit and were left out: {what}',
  'song.inserted': 'chords put in: {chords}',
} as const;
