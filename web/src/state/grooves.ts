import type { GrooveInfo } from '../api/types';
import { catalogue } from './catalogue';

/** The ways a song can be played; empty until they are known. */
export const { list: grooves, ask: askForGrooves } = catalogue<GrooveInfo>('grooves');
