/** Small drawings, in the ink of the text around them. They say nothing by themselves: what they stand on is labelled. */
const paths = {
  words: 'M4 6h12M4 10h12M4 14h7',
  sound: 'M4 8.5v3M7 6v8M10 3.5v13M13 7v6M16 9v2',
  attach: 'M14.5 9.5l-5 5a3.2 3.2 0 0 1-4.5-4.5l5.6-5.6a2.1 2.1 0 0 1 3 3L8 13a1 1 0 0 1-1.5-1.5l4.7-4.7',
  close: 'M5.5 5.5l9 9M14.5 5.5l-9 9',
  pin: 'M7 3.5h6l-1 5 2.5 2.5h-9L8 8.5zM10 11v5.5',
  more: 'M5 10h.01M10 10h.01M15 10h.01',
  heart: 'M10 16S3.5 12 3.5 7.7A3.2 3.2 0 0 1 10 6.8a3.2 3.2 0 0 1 6.5.9C16.5 12 10 16 10 16z',
} as const;

const solid = { play: 'M6 4l10 6-10 6z', stop: 'M5.5 5.5h9v9h-9z' } as const;

export type IconName = keyof typeof paths | keyof typeof solid;

export function Icon({ name, size = 20 }: { name: IconName; size?: number }) {
  const filled = name === 'play' || name === 'stop';
  return (
    <svg width={size} height={size} viewBox="0 0 20 20" aria-hidden="true" fill={filled ? 'currentColor' : 'none'}
      stroke={filled ? 'none' : 'currentColor'} stroke-width={name === 'more' ? 2.4 : 1.5} stroke-linecap="round" stroke-linejoin="round">
      <path d={filled ? solid[name] : paths[name as keyof typeof paths]} />
    </svg>
  );
}
