/** What a merger says of itself. */
export interface MergerTraits {
	/** Saved inside workflows: never rename. */
	readonly id: string;
	readonly label: string;
	readonly description: string;
	/** It can only be used with a model server. */
	readonly asksModel: boolean;
	/** It also looks at candidates that an evaluator did not accept where it accepted others: as criticism, or for what they found. */
	readonly takesRefused: boolean;
}
