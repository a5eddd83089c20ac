import { improveBest } from './improveBest';
import { merge } from './merge';
import type { Merger } from './merger';

export type { Dissent, Material, Merged, Merger } from './merger';

/** Every way to make one answer of several, by its id. Ids are saved inside workflows: never rename one. */
export const mergers = { improveBest, merge } satisfies Record<string, Merger>;

export type MergerId = keyof typeof mergers;
