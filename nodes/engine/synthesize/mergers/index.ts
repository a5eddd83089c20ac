import * as all from './all';
import type { Merger } from './merger';

export type { Merger } from './merger';

export type MergerId = keyof typeof all;

/** Every way to make one answer of several, by its id. */
export const mergers: Readonly<Record<MergerId, Merger>> = all;
