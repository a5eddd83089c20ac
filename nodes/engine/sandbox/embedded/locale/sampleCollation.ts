const letters = [
	...range(0x20, 0x7e),
	...range(0xa0, 0x17f),
	...range(0x218, 0x21b),
	...range(0x384, 0x3ce),
	...range(0x400, 0x45f),
	...range(0x1e80, 0x1ef9),
	...range(0x2010, 0x2026),
	0x20ac,
];
const expanded = ['ßss', 'æae', 'Æae', 'œoe', 'Œoe', 'ĳij'] as const;

/** The order of a locale's letters: for each its place by letter, then by accent; and which letters stand for two. */
export function sampleCollation(locale: string) {
	const full = new Intl.Collator(locale);
	const base = new Intl.Collator(locale, { sensitivity: 'base' });
	const accent = new Intl.Collator(locale, { sensitivity: 'accent' });
	const pairs = expanded.filter((each) => base.compare(each[0] ?? '', each.slice(1)) === 0);
	const single = letters
		.map((code) => String.fromCodePoint(code))
		.filter(
			(letter) =>
				letter.normalize('NFC') === letter &&
				!pairs.some((pair) => pair.startsWith(letter)) &&
				base.compare(letter, '') !== 0 &&
				/^[^\p{Cn}\p{Cf}\p{Sk}ŉŀĿ]$/u.test(letter) &&
				letter.normalize('NFKC') === letter,
		);
	const sorted = single.sort((left, right) => full.compare(left, right) || (left < right ? -1 : 1));
	let [place, mark] = [0, 0];
	const ranks = sorted.map((letter, index) => {
		const before = sorted[index - 1];
		if (before === undefined || base.compare(before, letter) !== 0) [place, mark] = [place + 1, 0];
		else if (accent.compare(before, letter) !== 0) mark++;
		return [letter, place, mark] as const;
	});
	const contracts = ['ch', 'dz', 'll', 'lj', 'nj', 'cs', 'gy', 'ly', 'ny', 'sz', 'zs', 'aa'].some(
		(pair) => pair !== '' && base.compare(`${pair}`, `${pair[0] ?? ''}${pair[1] === 'z' ? 'zz' : 'zz'}`) > 0,
	);
	return { ranks, pairs, upperFirst: full.compare('a', 'A') > 0, contracts };
}

function range(first: number, last: number): number[] {
	return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}
