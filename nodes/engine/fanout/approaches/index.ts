import type { Approach } from './approach';
import { backwards } from './backwards';
import { differently } from './differently';
import { edgeCases } from './edgeCases';
import { examples } from './examples';
import { plain } from './plain';
import { simplest } from './simplest';
import { skeptic } from './skeptic';
import { stepByStep } from './stepByStep';

export type { Approach } from './approach';

/** In the order in which clones take them: the plain one is always asked first. */
export const approaches: readonly Approach[] = [plain, simplest, skeptic, edgeCases, stepByStep, examples, backwards, differently];
