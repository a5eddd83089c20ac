import { expect, it } from 'vitest';
import { hostilePages } from '../../../support/hostilePages';
import { fanOutOn } from '../../../support/fanOutOn';
import { call, toolOutputsIn, toolOf } from '../../../support/toolOf';
import { startVllmDouble, type ChatBody, type ScriptedAnswer } from '../../../support/vllmDouble/index.ts';

const harmless = 'The lighthouse of Westerhever is 40 m high.\nIt stands on a terp.\nIt was built in 1908.';
const digestBegins = /(?:^|\n)Round \d+\. What/;

/** Reads the page, quotes from it what the page says after its first sentence, order and all, and answers. */
function read(page: string) {
	const quote = page.split('\n').slice(1, -1).join('\n');
	return (body: ChatBody): ScriptedAnswer => {
		const isLater = (body.messages ?? []).some(({ content }) => digestBegins.test(String(content)));
		const told = toolOutputsIn(body);
		if (isLater) return { text: 'Read.' };
		if (told.length === 0) return { toolCalls: [call('open_page', { q: 'westerhever' })] };
		if (told.length === 1) return { toolCalls: [call('post_finding', { claim: quote.slice(0, 900), quote, source: `S${body.seed}.1` })] };
		return { text: 'Read.' };
	};
}

/** What a clone was told in the name of the user or the system, without what stands between the fence's lines. */
function instructionsOf({ messages = [] }: ChatBody): string {
	const spoken = messages.filter(({ role }) => role === 'system' || role === 'user').map(({ content }) => String(content));
	return spoken.join('\n---\n').replace(/<(\w+)-marker00[^>]*>\n[\s\S]*?\n<\/\1-marker00>/g, '<$1>');
}

async function research(page: string) {
	const made: string[] = [];
	const tool = (name: string) =>
		toolOf(name, async ({ q }) => {
			made.push(`${name} ${String(q)}`);
			return page;
		});
	const double = await startVllmDouble({ maxModelLen: 16_000, answer: read(page), answerAfterMs: 0 });
	try {
		const result = await fanOutOn(
			double,
			{ task: 'How high is the lighthouse?', clones: 2, sampling: { seed: 1, maxTokens: 500 }, sharing: { rounds: 2, digestTokens: 4000 } },
			new AbortController().signal,
			undefined,
			[tool('open_page'), tool('remember')],
		);
		return { result, made, requests: [...double.requests] };
	} finally {
		await double.close();
	}
}

it(`lets ${hostilePages.length} pages that give orders be quoted, and changes no instruction, no tool and no call for them`, async () => {
	expect(hostilePages.length).toBeGreaterThanOrEqual(50);
	const calm = await research(harmless);
	for (const page of hostilePages) {
		const { result, made, requests } = await research(page);
		expect(made, page).toEqual(['open_page westerhever', 'open_page westerhever']);
		expect(requests.map(instructionsOf).toSorted(), page).toEqual(calm.requests.map(instructionsOf).toSorted());
		expect(requests.map((body) => body['tools'])).toEqual(calm.requests.map((body) => body['tools']));
		expect(result.receipt.rounds?.[0], page).toMatchObject({ newFindings: 1, known: 1, refused: 0 });
		// What the page wrote never closes a fence: each begins and ends as often as ours.
		for (const body of requests)
			for (const { content } of body.messages ?? [])
				expect(String(content).match(/<\/\w+-marker00>/g)?.length ?? 0, page).toBe(String(content).match(/<\w+-marker00/g)?.length ?? 0);
	}
});
