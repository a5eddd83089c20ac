import type { SynthesisJob } from '../job';
import type { Synthesis } from '../synthesizeRequest';

/** A way to make one answer of the candidates of a run. */
export interface Merger {
	/** Saved inside workflows: never rename. */
	readonly id: string;
	readonly label: string;
	readonly description: string;
	/** It can only be used with a model server. */
	readonly asksModel: boolean;
	make(job: SynthesisJob): Promise<Synthesis>;
}
