import type { Edit, Song } from './song';

/** What applying an edit gives: the song after it, the edit with the ids it gave, and the edit that undoes it. */
export interface Applied {
  song: Song;
  edit: Edit;
  inverse: Edit;
}

/** An edit that cannot be done; the song is as it was. */
export class EditError extends Error {
  constructor(
    readonly code: 'NotFound' | 'InvalidArgument' | 'TooLarge',
    message: string,
  ) {
    super(message);
    this.name = 'EditError';
  }
}

export type EditOf<Op extends Edit['op']> = Extract<Edit, { op: Op }>;
/** One function an edit; whether the outcome is a valid song is asked afterwards. */
export type Operation<Op extends Edit['op']> = (song: Song, edit: EditOf<Op>) => Applied;
