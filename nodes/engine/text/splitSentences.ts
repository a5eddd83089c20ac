/** Of Latin, Arabic and Indian scripts, before a space; of Chinese and Japanese, with or without one, behind the closing mark of what was said. */
const sentenceEnd = /(?<=[.!?؟।])\s+|(?<=[。！？｡])(?![」』”’）〉》])\s*|(?<=[。！？｡][」』”’）〉》])\s*/u;

/** A lone capital, such as in `G. Stanley Hall` and `the U.S. Navy`, and what stands before names. */
const abbreviation = /(?:^|[\s(.])(?:\p{Lu}|Dr|Mr|Mrs|Ms|Prof|St|No|Jr|Sr|vs|ca)\.$/u;
const LONGEST_ABBREVIATION = 7;

/** The sentences of one line, as far as marks tell: most abbreviations end in a dot, too, but initials end no sentence. */
export function splitSentences(line: string): readonly string[] {
	const sentences: string[] = [];
	let [start, end, last] = [0, 0, ''];
	for (const part of line.split(sentenceEnd)) {
		if (part === '') continue;
		const at = line.indexOf(part, end);
		if (last !== '' && !abbreviation.test(last.slice(-LONGEST_ABBREVIATION))) {
			sentences.push(line.slice(start, end));
			start = at;
		}
		if (last === '') start = at;
		[end, last] = [at + part.length, part];
	}
	return last === '' ? sentences : [...sentences, line.slice(start, end)];
}
