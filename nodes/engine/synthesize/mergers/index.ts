import { citedReport } from './citedReport';
import { improveBest } from './improveBest';
import { merge } from './merge';
import { mergeFields } from './mergeFields';
import type { Merger } from './merger';

export type { Merger } from './merger';

/** Every way to make one answer of several, by its id. Ids are saved inside workflows: never rename one. */
export const mergers = { citedReport, improveBest, merge, mergeFields } satisfies Record<string, Merger>;

export type MergerId = keyof typeof mergers;
