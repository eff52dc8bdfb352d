import { describe, expect, it } from 'vitest';
import { formOf, mediaKindOf, type Source } from './readings';

const source = (part: Partial<Source>): Source => ({ text: '', pictures: [], sounds: [], weight: 1, ...part });
const fieldsOf = (form: FormData): [string, string][] => [...form.entries()].map(([name, value]) => [name, String(value)]);

describe('formOf', () => {
  it('names media in their order, each with the weight of its inspiration', () => {
    const sources = [source({ pictures: ['media:a', 'media:b'], weight: 0.5 }), source({ sounds: ['media:c'], weight: 2 })];
    expect(fieldsOf(formOf(sources, null, 'words'))).toEqual([
      ['share', 'words'],
      ['imageRef', 'media:a'],
      ['imageRef', 'media:b'],
      ['imageWeight', '0.50,0.50'],
      ['audioRef', 'media:c'],
      ['audioWeight', '2.00'],
    ]);
  });

  it('reads several texts as one, and sends no empty field', () => {
    const form = formOf([source({ text: 'rain', weight: 1 }), source({ text: 'night', weight: 0.5 })], { keywords: 'warm:1.00', without: '', pin: '' }, 'words,pictures');
    expect(fieldsOf(form)).toEqual([
      ['share', 'words,pictures'],
      ['text', 'rain\nnight'],
      ['textWeight', '0.75'],
      ['keywords', 'warm:1.00'],
    ]);
  });
});

it.each([
  [{ type: 'image/png', name: 'x' }, 'image'],
  [{ type: '', name: 'Rain.OGG' }, 'audio'],
  [{ type: '', name: 'IMG_1.HEIC' }, 'image'],
  [{ type: 'text/plain', name: 'notes.txt' }, null],
])('takes %j for %s', (file, kind) => expect(mediaKindOf(file)).toBe(kind));
