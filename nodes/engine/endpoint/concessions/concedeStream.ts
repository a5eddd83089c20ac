import { isSent, type Concession } from './concession';
import { FORMAT, ONLY_STREAM, TOOLS } from './refusalWords';
import { mentionedIn, wordsOf, type Remark } from './remark';

/** What stands beside the stream in the sentence is what it is refused with. A model that only streams is streamed. */
export function concedeStream(remark: Remark): readonly Concession[] {
	const { text, sent, known } = remark;
	const words = wordsOf(remark);
	if (sent['stream'] !== true) {
		const takesWhole = !ONLY_STREAM.test(text) || known.some(({ refused, beside }) => refused === 'stream' && beside === undefined);
		return takesWhole ? [] : [{ refused: 'whole', instead: 'stream', words }];
	}
	if (isSent(sent, 'tools') && TOOLS.test(text)) return [{ refused: 'stream', beside: 'tools', words }];
	if (sent['response_format'] !== undefined && FORMAT.test(text)) return [{ refused: 'stream', beside: 'response_format', words }];
	const others = mentionedIn(remark).filter((field) => field !== 'stream_options');
	if (others.length > 0) return others.map((field) => ({ refused: field, beside: 'stream', words }));
	return [{ refused: 'stream', words }];
}
