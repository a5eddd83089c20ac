import { InvalidInputError } from '../../errors';
import type { Selection } from '../memory';

/** @throws InvalidInputError where there is none: no namespace never means all of them. */
export function checkNamespace(namespace: string): void {
	if (namespace.trim() !== '') return;
	throw new InvalidInputError(
		'The namespace is empty',
		'Name the namespace, for example the project or the customer; there is none that means all.',
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
			'Name ids, a source, an author, a session or a subject, or choose everything.',
			'Forget',
		);
	}
}
