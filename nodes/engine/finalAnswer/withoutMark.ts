import { findMarks } from './findMarks';
import { toPlainWriting } from './plainWriting';

/** Longer answers are prose, whatever they say of an answer. */
const MOST_LINE = 200;

const leadIn = /^(?:[\W_]{0,6}|(?:so,? )?(?:the |my )?(?:\W{0,4}|final |correct ))(?:\\f?box(?:ed)?\s?)?$/i;
const soleLetter = /^[\s*_"'`]{0,3}[([{]?([A-Za-z])[)\]}]?[\s*_"'`.]{0,3}$/;
const closing = /[\s$.*}]{1,9}$/;

/** The answer alone, of a text that is one line and nothing but an answer with its mark: `The answer is B.`, `\boxed{B}` and `(B)` are B. Any other text stays as it is. */
export function withoutMark(text: string): string {
	const line = text.trim();
	if (line.length > MOST_LINE || line.includes('\n')) return text;
	const plain = toPlainWriting(line).trim();
	const [mark, ...others] = findMarks(plain);
	const isOnlyMark = mark !== undefined && others.length === 0 && mark.kind !== 'field' && leadIn.test(plain.slice(0, mark.at));
	const endsWithIt = isOnlyMark && plain.replace(closing, '').endsWith(mark.content.trim().replace(closing, ''));
	const answer = endsWithIt ? mark.content.trim() : line;
	return soleLetter.exec(answer)?.[1] ?? answer;
}
