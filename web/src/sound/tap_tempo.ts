/** The tempo of a hand that taps: from the second tap on, over the last eight; a pause begins anew. */
export class TapTempo {
  private times: number[] = [];

  /** @param now  Milliseconds. @returns Beats a minute, or null for a first tap. */
  tap(now: number): number | null {
    const last = this.times.at(-1);
    if (last !== undefined && now - last > 2500) this.times = [];
    this.times = [...this.times, now].slice(-8);
    const first = this.times[0]!;
    return this.times.length < 2 || now <= first ? null : (60000 * (this.times.length - 1)) / (now - first);
  }
}
