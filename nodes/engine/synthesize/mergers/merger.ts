import type { SynthesisJob } from '../job';
import type { MergerTraits } from '../mergerTraits';
import type { Synthesis } from '../synthesizeRequest';

/** A way to make one answer of the candidates of a run. */
export interface Merger extends MergerTraits {
	make(job: SynthesisJob): Promise<Synthesis>;
}
