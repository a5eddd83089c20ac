import { deniesWhole } from '../../quotes/denies';
import { findOtherNumbers, findWorkedOut } from '../../quotes/numbers';
import { stemsOf } from './stemsOf';

/** Why a citation is kept, but doubted. */
export type Doubt = 'otherNumbers' | 'otherDenial' | 'unrelated';

export interface Doubts {
	/** Of the sentence, those that neither stand in the words it cites nor are the sum or the difference of two of the same unit there. */
	readonly otherNumbers: readonly string[];
	/** The sentence denies something and nothing that it cites does, or the other way round. */
	readonly deniesOtherwise: boolean;
	isUnrelatedTo(cited: string): boolean;
}

/** What may be doubted about one sentence, with its list mark and without, and the words it cites. */
export function createDoubts(sentence: string, withoutMark: string, cited: readonly string[]): Doubts {
	const stems = stemsOf(sentence);
	return {
		otherNumbers: cited.length === 0 ? [] : findStrangeNumbers(withoutMark, cited),
		deniesOtherwise: cited.length > 0 && deniesWhole(withoutMark) !== cited.some(deniesWhole),
		isUnrelatedTo: (words) => {
			const others = stemsOf(words);
			return stems.size > 0 && others.size > 0 && [...stems].every((stem) => !others.has(stem));
		},
	};
}

function findStrangeNumbers(sentence: string, cited: readonly string[]): readonly string[] {
	const others = findOtherNumbers(sentence, cited);
	const workedOut = others.length === 0 ? [] : findWorkedOut(others, sentence, cited);
	return others.filter((number) => !workedOut.includes(number));
}
