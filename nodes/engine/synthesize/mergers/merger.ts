import type { ChatMessage } from '../../endpoint/endpoint';
import type { Fence } from '../../prompts/fence';
import type { Contender } from '../contender';

/** What a merger makes its prompt of. */
export interface Material {
	readonly task: string;
	/** The best first, two or more. */
	readonly contenders: readonly Contender[];
	readonly instructions?: string;
	readonly fence: Fence;
}

/** A point on which candidates disagree, by the model's word; `clones` are those of the used ones that it names. */
export interface Dissent {
	readonly clones: readonly number[];
	readonly says: string;
}

export interface Merged {
	readonly text: string;
	/** Empty where the model said that there is none, absent where it did not say. */
	readonly dissent?: readonly Dissent[];
}

/** A way to make one answer of several candidates with one call. */
export interface Merger {
	readonly id: string;
	readonly label: string;
	readonly description: string;
	/** Whether there is nothing to do where all candidates say the same. */
	readonly needsDifference: boolean;
	write(material: Material): readonly ChatMessage[];
	/** Reads the model's answer to what `write` asked of the same material. */
	read(answer: string, material: Material): Merged;
}
