import type { Fence } from '../prompts/fence';
import { dissentHeading } from '../prompts/synthesis';
import type { Dissent } from './dissent';
import { createNoDissent } from './createNoDissent';
import type { Merged } from './writing';

const ledByClones = /^\**\s*(clones?\s[^:]{1,80}):\**\s*(.+)$/i;

/** Takes apart an answer and the dissent below its heading. A heading that the model did not copy right leaves everything in the text, where a reader still sees it. */
export function readDissenting(answer: string, fence: Fence, clones: readonly number[]): Merged {
	const lines = answer.split('\n');
	const at = lines.findLastIndex((line) =>
		line.toLowerCase().includes(
			dissentHeading(fence)
				.replace(/^#+\s*/, '')
				.toLowerCase(),
		),
	);
	const text = lines.slice(0, at).join('\n').trim();
	if (at === -1) return { text: answer.trim() };
	// Small models write nothing but where the others disagree: that is the answer then, without our mark.
	if (text === '')
		return {
			text:
				lines
					.slice(at + 1)
					.join('\n')
					.trim() || answer.trim(),
		};
	const isNone = createNoDissent(text);
	const points = readDissent(lines.slice(at + 1), new Set(clones));
	return { text, dissent: points.filter(({ says }) => !isNone(withoutClones(says))) };
}

/** A line that begins no point goes on with the one before. */
function readDissent(lines: readonly string[], used: ReadonlySet<number>): readonly Dissent[] {
	const points: Dissent[] = [];
	for (const line of lines.map((each) => each.trim())) {
		if (line === '' || /^[-*•\s]*none\W*$/i.test(line)) continue;
		const begun = /^[-*•]\s+(.*)$/.exec(line)?.[1] ?? (/^\**clones?\s/i.test(line) ? line : undefined);
		const previous = points.at(-1);
		if (begun === undefined && previous !== undefined) points[points.length - 1] = { ...previous, says: `${previous.says} ${line}` };
		else points.push(toDissent(begun ?? line, used));
	}
	return points;
}

function toDissent(point: string, used: ReadonlySet<number>): Dissent {
	const [, who = '', says = point] = ledByClones.exec(point) ?? [];
	const clones = [...who.matchAll(/\d+/g)].map(Number).filter((clone) => used.has(clone));
	return { clones: [...new Set(clones)], says: clones.length === 0 ? point : says };
}

/** What a point says whose clones are none of those used. */
function withoutClones(says: string): string {
	return ledByClones.exec(says)?.[2] ?? says;
}
