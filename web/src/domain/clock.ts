/** The name of a file that was made at a moment (in UTC), without signs that file systems refuse: "Take 2026-11-29T12.30.05.wav". */
export function stampedName(name: string, ending: string, moment = new Date()): string {
  return `${name} ${moment.toISOString().slice(0, 19).replaceAll(':', '.')}.${ending}`;
}

/** Seconds as clocks show them: 1:05. */
export function clockText(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}
