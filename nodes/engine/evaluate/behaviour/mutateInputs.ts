import type { Literal } from './literal';

/**
 * Makes more inputs out of given ones, by changing one value of one argument at a time; the same ones every time, none twice, none of those given.
 *
 * Kinds of values stay, so that what a function is made for stays: numbers grow, shrink, turn their sign or become 0, texts and lists lose, double and turn around their parts.
 */
export function mutateInputs(inputs: ReadonlyArray<readonly Literal[]>, most: number): ReadonlyArray<readonly Literal[]> {
	const seen = new Set(inputs.map((input) => JSON.stringify(input)));
	const made: Array<readonly Literal[]> = [];
	const queues = inputs.map((input) =>
		input.flatMap((argument, place) => variantsOf(argument).map((variant) => input.with(place, variant))),
	);
	// In turn, so that every given input has its share.
	for (let round = 0; made.length < most && queues.some((queue) => queue.length > round); round++) {
		for (const queue of queues) {
			const input = queue[round];
			const key = JSON.stringify(input);
			if (input === undefined || seen.has(key) || made.length >= most) continue;
			seen.add(key);
			made.push(input);
		}
	}
	return made;
}

function variantsOf(literal: Literal): readonly Literal[] {
	switch (literal.kind) {
		case 'number':
			return numbersNear(literal.text).map((text) => ({ kind: 'number', text }));
		case 'text':
			return textsNear(literal.value).map((value) => ({ kind: 'text', value }));
		case 'word':
			return literal.value === 'none' ? [] : [{ kind: 'word', value: literal.value === 'true' ? 'false' : 'true' }];
		case 'map':
			return literal.entries.length === 0
				? []
				: [{ kind: 'map', entries: literal.entries.slice(1) }, { kind: 'map', entries: [] }, ...mapValues(literal.entries)];
		default:
			return listsNear(literal.items).map((items) => ({ kind: literal.kind, items }));
	}
}

function mapValues(entries: ReadonlyArray<readonly [Literal, Literal]>): readonly Literal[] {
	return entries.slice(0, 3).flatMap(([key, value], place) =>
		variantsOf(value)
			.slice(0, 2)
			.map((variant): Literal => ({ kind: 'map', entries: entries.with(place, [key, variant]) })),
	);
}

function numbersNear(text: string): readonly string[] {
	const value = Number(text);
	if (!Number.isFinite(value)) return [];
	const isWhole = Number.isInteger(value) && !/[.eE]/.test(text);
	const near = isWhole ? [value + 1, value - 1, 0, -value, value * 2, value + 10, 1] : [value + 1, value / 2, 0, -value, value + 0.5];
	return near
		.filter((each) => each !== value && Number.isSafeInteger(Math.trunc(each)))
		.map((each) => (isWhole ? String(each === 0 ? 0 : each) : Number.isInteger(each) ? each.toFixed(1) : String(each)));
}

function textsNear(value: string): readonly string[] {
	const letters = [...value];
	const swapped = letters.map((letter) => (letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase())).join('');
	return [
		'',
		letters.slice(1).join(''),
		letters.toReversed().join(''),
		value + value,
		swapped,
		`${value}a`,
		letters.slice(0, Math.ceil(letters.length / 2)).join(''),
	].filter((each) => each !== value);
}

function listsNear(items: readonly Literal[]): ReadonlyArray<readonly Literal[]> {
	const changed = items.slice(0, 3).flatMap((item, place) =>
		variantsOf(item)
			.slice(0, 3)
			.map((variant) => items.with(place, variant)),
	);
	return [items.slice(1), items.toReversed(), [...items, ...items.slice(0, 1)], [], items.slice(0, 1), [...items, ...items], ...changed];
}
