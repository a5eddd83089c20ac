/** Of Latin, Arabic and Indian scripts, before a space; of Chinese and Japanese, with or without one, behind the closing mark of what was said. */
const sentenceEnd = /(?<=[.!?؟।])\s+|(?<=[。！？｡])(?![」』”’）〉》])\s*|(?<=[。！？｡][」』”’）〉》])\s*/u;

/** The sentences of one line, as far as marks tell: abbreviations end in a dot, too. */
export function splitSentences(line: string): readonly string[] {
	return line.split(sentenceEnd).filter((sentence) => sentence !== '');
}
