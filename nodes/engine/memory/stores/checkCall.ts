import { InvalidInputError } from '../../errors';
import type { Selection } from '../memory';
import { isBlank } from '../../text/isBlank';

/** @throws InvalidInputError where there is none: no namespace never means all of them. */
export function checkNamespace(namespace: string): void {
	if (!isBlank(namespace)) return;
	throw new InvalidInputError(
		'The namespace is empty',
		'Enter a namespace, for example the name of a project or a customer. None of them stands for all.',
		'Namespace',
	);
}

/** @throws InvalidInputError unless exactly one of a part and everything is chosen to be forgotten. */
export function checkSelection({ everything, ...narrowing }: Selection): void {
	const isNarrowed = Object.values(narrowing).some((value) => value !== undefined);
	if (isNarrowed === (everything === true)) {
		const what = isNarrowed ? 'Both everything and a part of it are' : 'Nothing is';
		throw new InvalidInputError(
			`${what} chosen to be forgotten`,
			'Choose by IDs, source, author, session or subject, or choose everything.',
			'Forget',
		);
	}
}
