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
	/** It also looks at candidates that an evaluator did not accept where it accepted others: as criticism, or for what they found. */
	readonly takesRefused: boolean;
	make(job: SynthesisJob): Promise<Synthesis>;
}
