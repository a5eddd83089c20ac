import type { Language } from '../../sandbox/sandbox';
import type { Literal } from './literal';

/** Writes a literal as the language has it; JavaScript has no tuples, and its arrays stand for them. */
export function writeLiteral(literal: Literal, language: Language): string {
	const isPython = language === 'python';
	const all = (items: readonly Literal[]) => items.map((item) => writeLiteral(item, language)).join(', ');
	switch (literal.kind) {
		case 'number':
			return isPython ? writePythonNumber(literal.text) : literal.text;
		case 'text':
			return JSON.stringify(literal.value).replace(
				/[\u007f-\uffff]/g,
				(character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
			);
		case 'word':
			return isPython
				? { true: 'True', false: 'False', none: 'None' }[literal.value]
				: { true: 'true', false: 'false', none: 'null' }[literal.value];
		case 'list':
			return `[${all(literal.items)}]`;
		case 'tuple':
			return isPython ? `(${all(literal.items)}${literal.items.length === 1 ? ',' : ''})` : `[${all(literal.items)}]`;
		case 'set':
			if (!isPython) return `new Set([${all(literal.items)}])`;
			return literal.items.length === 0 ? 'set()' : `{${all(literal.items)}}`;
		case 'map':
			return `{${literal.entries.map(([key, value]) => `${writeKey(key, language)}: ${writeLiteral(value, language)}`).join(', ')}}`;
	}
}

function writeKey(key: Literal, language: Language): string {
	const written = writeLiteral(key, language);
	return language === 'python' || key.kind === 'text' || key.kind === 'number' ? written : `[${written}]`;
}

/** Python has no names for numbers that are none, and its whole numbers have no end. */
function writePythonNumber(text: string): string {
	return /^-?(?:Infinity|NaN)$/.test(text) ? `float('${text.replace('Infinity', 'inf')}')` : text.replace(/n$/, '');
}
