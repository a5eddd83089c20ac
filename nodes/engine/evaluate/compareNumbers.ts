import type { Answered, FormsOf } from './answerForm';
import { readNumber, type FoundNumber } from './readNumber';
import { createUnitReader } from './readUnit';

const percentSign = /^\s?(?:\\?%|per\s?cent\b)/i;

/**
 * Makes the function that takes the final number out of each answer, in the asked unit where there is one.
 *
 * A percentage is the number that others give for the same: 50 % is 0.5 where another answer is 0.5 and none is 50, else 50.
 *
 * @throws InvalidInputError when the unit is none.
 */
export function compareNumbers(unit: string = ''): FormsOf {
	const inUnit = unit.trim() === '' ? undefined : createUnitReader(unit.trim());
	if (inUnit !== undefined) return (answers) => answers.map((answer: Answered) => read(answer, inUnit));
	return (answers) => {
		const found = answers.map(readNumber);
		const plain = new Set(found.filter((each) => each !== undefined && !isPercentage(each)).map((each) => each?.number));
		return found.map((each) => (each !== undefined && isPercentage(each) ? ofPercentage(each.number, plain) : each?.number));
	};
}

function read(answer: Answered, inUnit: (found: FoundNumber) => string | undefined): string | undefined {
	const found = readNumber(answer);
	return found === undefined ? undefined : inUnit(found);
}

function isPercentage({ after }: FoundNumber): boolean {
	return percentSign.test(after);
}

function ofPercentage(number: string, plain: ReadonlySet<string | undefined>): string {
	const share = String(Number((Number(number) / 100).toPrecision(15)));
	return plain.has(share) && !plain.has(number) ? share : number;
}
