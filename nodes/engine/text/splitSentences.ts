import { endsNoSentence } from './endsNoSentence';

/** Of most scripts before a space; of Chinese and Japanese, with or without one, behind the closing mark of what was said. */
const sentenceEnd = /(?<=\p{Sentence_Terminal})\s+|(?<=[。！？｡])(?![」』”’）〉》])\s*|(?<=[。！？｡][」』”’）〉》])\s*/u;

/** The sentences of one line, as far as marks tell: abbreviations, initials and ordinals, which end in a dot, too, end none. */
export function splitSentences(line: string): readonly string[] {
	const sentences: string[] = [];
	let [start, end, last] = [0, 0, ''];
	for (const part of line.split(sentenceEnd)) {
		if (part === '') continue;
		const at = line.indexOf(part, end);
		if (last !== '' && !endsNoSentence(line.slice(start, end), part)) {
			sentences.push(line.slice(start, end));
			start = at;
		}
		if (last === '') start = at;
		[end, last] = [at + part.length, part];
	}
	return last === '' ? sentences : [...sentences, line.slice(start, end)];
}
