import * as kinds from './kinds/index.ts';
import type { ServerKind } from './serverKind.ts';

/** One of each kind of server that people point this package at. */
export const ZOO: readonly ServerKind[] = Object.values(kinds);
