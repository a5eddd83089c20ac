const replacements: ReadonlyArray<readonly [RegExp, string]> = [
	[/[\u200b-\u200f\u202a-\u202e\u2060\ufeff]/g, ''],
	[/[\u00a0\u2000-\u200a\u202f\u3000\t\r\n]/g, ' '],
	[/\\\(|\\\)|\\\[(?![^\]]{0,12}pt\])|\\\]/g, ' '],
	[/\{\s?,\s?\}|,\\!\s?/g, ','],
	[/\^\s?\{?\\text\{\s?(?:st|nd|rd|th)\s?\}\}?|(?<=\d)(?:st|nd|rd|th)\b/g, ''],
	[/\{\s?([^{}\\]{1,20})\\choose\s?([^{}\\]{1,20})\}/g, '\\binom{$1}{$2}'],
	[/(?<=\d)\\[,; ](?=\d{3}(?!\d))/g, ''],
	[/(?<=\d)['’](?=\d{3}(?!\d))/g, ''],
	[/(?<!\\)\\[,;:! ]|~/g, ' '],
	[/\\\$|(?<![\w)])\$(?=\s?[\d.])(?![^$]*\$)/g, ' \\dollar '],
	[/\$/g, ' '],
	[/€|\\euro(?![A-Za-z])/g, ' \\euro '],
	[/£|\\pounds(?![A-Za-z])/g, ' \\sterling '],
	[/¥|\\yen(?![A-Za-z])/g, ' \\yen '],
	[/₹/g, ' \\rupee '],
	[/₩/g, ' \\won '],
	[/₽/g, ' \\rouble '],
	[/\\%/g, '%'],
	[/\\#|\\_|\\&/g, ' '],
	[/\^\s?\{?\s?\\circ(?![A-Za-z])\s?\}?|º|˚/g, '°'],
	[/\\[dtc]frac(?![A-Za-z])/g, '\\frac'],
	[/\\[dt]binom(?![A-Za-z])/g, '\\binom'],
	[/[−–‒—﹣－]/g, '-'],
	[/\*\*/g, '^'],
	[/[×·⋅∗•]/g, ' * '],
	[/\b([ap])\.\s?m\b\.?/gi, '$1m'],
	[/[÷∕⁄]/g, '/'],
	[/√/g, '\\sqrt '],
	[/∛/g, '\\cbrt '],
	[/π/g, '\\pi '],
	[/∞/g, '\\infty '],
	[/[⩽≦]|<=|=</g, '≤'],
	[/[⩾≧]|>=/g, '≥'],
	[/!=(?!=)|\\not\s?=/g, '≠'],
	[/[≃≅]/g, '≈'],
	[/∅/g, '\\emptyset '],
	[/ℝ/g, '\\mathbb{R}'],
	[/ℤ/g, '\\mathbb{Z}'],
	[/[⟨〈]/g, '\\langle '],
	[/[⟩〉]/g, '\\rangle '],
	[/…/g, '\\ldots '],
	[/⇒|=>/g, '\\Rightarrow '],
	[/′/g, "'"],
	[/、|，/g, ', '],
	[/（/g, '('],
	[/）/g, ')'],
	[/[‘’“”"`]/g, ' '],
	[/\\(?:leftrightarrow|xrightarrow|longrightarrow)(?![A-Za-z])/g, '\\to '],
];

/** Inside JSON, a backslash is written twice; elsewhere two begin a row. */
const doubled = /\\\\(?=[A-Za-z()[\]{}%$,!])/g;
const isSingle = /(?<!\\)\\[A-Za-z]/;

const scripts = '⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁿ₀₁₂₃₄₅₆₇₈₉';
const scriptsAs = '0123456789+-n0123456789';
const greekLetters = 'αβγδεζηθλμρσφψωΔΩ';
const greekNames = [
	'alpha',
	'beta',
	'gamma',
	'delta',
	'epsilon',
	'zeta',
	'eta',
	'theta',
	'lambda',
	'mu',
	'rho',
	'sigma',
	'phi',
	'psi',
	'omega',
	'Delta',
	'Omega',
];

/** Writes a formula in LaTeX of one kind: other signs for the same, superscripts, `½`, currency, spaces that only set type. */
export function rewrite(formula: string): string {
	let written = withoutEmphasis(formula).replace(/[\p{Nd}]/gu, (digit) => digit.normalize('NFKC'));
	written = written.replace(/(\d?)\s?([¼-¾⅐-⅞])/g, (_, digit: string, fraction: string) => {
		const [over, under] = fraction.normalize('NFKC').split('⁄');
		return `${digit}\\frac{${over}}{${under}}`;
	});
	written = written.replace(/[⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁿ]{1,8}/g, (power) => `^{${toPlain(power)}}`);
	written = written.replace(/[₀₁₂₃₄₅₆₇₈₉]{1,8}/g, (index) => `_{${toPlain(index)}}`);
	written = written.replace(/[αβγδεζηθλμρσφψωΔΩ]/g, (letter) => `\\${greekNames[greekLetters.indexOf(letter)]} `);
	if (!isSingle.test(written)) written = written.replace(doubled, '\\');
	for (const [pattern, replacement] of replacements) written = written.replace(pattern, replacement);
	return written
		.trim()
		.replace(/^:(?=\S)/, '')
		.replace(/[\s.,;:。]{1,6}$/, '')
		.trim();
}

function withoutEmphasis(formula: string): string {
	const written = formula.trim();
	const marks = /^(?:\*{1,3}|_{1,3})(?=[^*_])/.exec(written)?.[0];
	return marks !== undefined && written.length > 2 * marks.length && /[*_][.,]?$/.test(written)
		? written.slice(marks.length).replace(/[*_]{1,3}[.,]?$/, '')
		: written;
}

function toPlain(script: string): string {
	return [...script].map((each) => scriptsAs[scripts.indexOf(each)] ?? '').join('');
}
