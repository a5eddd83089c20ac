import { describe, expect, it } from 'vitest';
import { hideSecrets } from '../../../nodes/engine/endpoint/hideSecrets';
import { readRefusal } from '../../../nodes/engine/endpoint/concessions/readRefusal';
import { readAnswer } from '../../../nodes/engine/endpoint/reading/readAnswer';
import { readErrorBody } from '../../../nodes/engine/endpoint/readErrorBody';
import { stripTags } from '../../../nodes/engine/endpoint/stripTags';
import { separateThinking } from '../../../nodes/engine/endpoint/thinking/separateThinking';
import { findWrittenCalls } from '../../../nodes/engine/endpoint/writtenCalls/findWrittenCalls';
import { createFormsOf, type AnswerForm } from '../../../nodes/engine/evaluate/answerForm';
import { readExamples } from '../../../nodes/engine/evaluate/behaviour/readExamples';
import { createRuleCheck, type Rule } from '../../../nodes/engine/evaluate/createRuleCheck';
import { nameFunctions } from '../../../nodes/engine/evaluate/nameFunctions';
import { readTests } from '../../../nodes/engine/evaluate/readTests';
import { isPage } from '../../../nodes/engine/fanout/tools/pages/isPage';
import { keysOf } from '../../../nodes/engine/finalAnswer/keysOf';
import { readVerdict } from '../../../nodes/engine/judging/readVerdict';
import { readTerms } from '../../../nodes/engine/memory/text/readTerms';
import { parseJson, parseJsonOrPiece } from '../../../nodes/engine/parseJson';
import { createFence } from '../../../nodes/engine/prompts/fence';
import { findQuote } from '../../../nodes/engine/quotes/findQuote';
import { extractReadings } from '../../../nodes/engine/sandbox/extractCode';
import { readHarnessOutput } from '../../../nodes/engine/sandbox/harnessOutput';
import { checkCitations } from '../../../nodes/engine/synthesize/citations/checkCitations';
import { cutIntoPieces } from '../../../nodes/engine/synthesize/condenseText';
import { readDissenting } from '../../../nodes/engine/synthesize/readDissent';
import { voteFields } from '../../../nodes/engine/synthesize/voteFields';
import { machinePace } from '../../../scripts/shared/machinePace.mts';
import { hostileShapes } from '../../support/hostileShapes';

/** Of a text that is longer than any honest one. */
const CHARACTERS = 100_000;
/** In time of the processor: n8n answers nobody for so long. */
const MOST_MS = 200;
const STRINGS = 10_000;
/** One of the many short ones. */
const MOST_MS_EACH = 50;

const asked = {
	baseUrl: 'http://localhost/v1',
	model: 'm',
	isAbout: () => false,
	toolNames: ['x'],
	schemaOf: () => ({ type: 'object', properties: { a: { type: 'string' } } }),
	leavesThinking: false,
};
const sent = { model: 'm', temperature: 1, messages: [] };
const fence = createFence('abc123def456');
const forms = (form: AnswerForm) => {
	const formsOf = createFormsOf(form);
	return (text: string) => formsOf([{ text }, { text }, { text: '5' }]);
};
const rule = (given: Rule) => {
	const checks = createRuleCheck(given);
	return (text: string) => checks.map((check) => check({ text }));
};
const choice = (message: object) => JSON.stringify({ choices: [{ index: 0, message, finish_reason: 'stop' }] });
const call = (words: string) => ({ content: null, tool_calls: [{ id: '1', type: 'function', function: { name: 'x', arguments: words } }] });
/** A sentence about bad input is an answer, too. */
const orRefused = (read: (text: string) => unknown) => (text: string) => {
	try {
		return read(text);
	} catch (error) {
		if (error instanceof RangeError || error instanceof TypeError) throw error;
		return undefined;
	}
};

/** Everything that takes text of models, tools, servers, pages and callers. */
const entries: Readonly<Record<string, (text: string) => unknown>> = {
	parseJson: (text) => parseJson(text),
	parseJsonOrPiece: (text) => parseJsonOrPiece(text),
	'an answer': orRefused((text) => readAnswer(choice({ content: text }), asked)),
	'a reply': orRefused((text) => readAnswer(text, asked)),
	'arguments of a call': orRefused((text) => readAnswer(choice(call(text)), asked)),
	separateThinking: (text) => separateThinking(text),
	findWrittenCalls: (text) => findWrittenCalls(text, text, asked),
	'words of a refusal': (text) => readErrorBody(text),
	'an error': (text) => readErrorBody(JSON.stringify({ error: { message: text } })),
	readRefusal: (text) => readRefusal(400, JSON.stringify({ error: { message: text } }), sent),
	hideSecrets: (text) => hideSecrets(text, ['sk-secret-123456', 'abcd']),
	stripTags,
	'a vote on texts': forms({ kind: 'text' }),
	'a vote on numbers': forms({ kind: 'number' }),
	'a vote on lengths': forms({ kind: 'number', unit: 'km' }),
	'a vote on letters': forms({ kind: 'choice' }),
	'a vote on choices': forms({ kind: 'choice', choices: 'A) Paris, B) London' }),
	'a vote on a field': forms({ kind: 'field', path: 'a' }),
	'a vote on a pattern': forms({ kind: 'pattern', pattern: 'Answer: (.+)' }),
	'a vote on a large pattern': forms({ kind: 'pattern', pattern: '([^,]*,){1,200}x' }),
	'values as keys': (text) => keysOf([text, { a: text }, [text]]),
	'a schema with a pattern': rule({
		kind: 'schema',
		schema: { type: 'object', properties: { a: { type: 'string', pattern: '^(\\w+\\s?)+$' } } },
	}),
	'a rule': rule({ kind: 'mustMatch', pattern: '(a+)+$' }),
	readVerdict,
	'code in JavaScript': (text) => extractReadings(text, 'javascript'),
	'code in TypeScript': (text) => extractReadings(text, 'typescript'),
	'code in Python': (text) => extractReadings(text, 'python'),
	nameFunctions: (text) => nameFunctions([text, text], 'javascript'),
	readTests: orRefused(readTests),
	readExamples: (text) => readExamples(text, ['f']),
	readHarnessOutput: (text) => readHarnessOutput(text, 'nonce'),
	isPage,
	findQuote: (text) => findQuote('the tower was built ... in brown', text),
	checkCitations: (text) => checkCitations(text, []),
	cutIntoPieces: (text) => cutIntoPieces(text, 1000),
	readDissenting: (text) => readDissenting(`Answer.\n### Dissent ${fence.marker}\n${text}`, fence, [1, 2]),
	voteFields: (text) => voteFields([{ a: text }, { a: text }, { a: 1 }]),
	'a fence': (text) => fence.enclose('candidate', { from: text }, text),
	readTerms,
};

function cpuMs(work: () => unknown): number {
	const started = process.threadCpuUsage();
	work();
	const { user, system } = process.threadCpuUsage(started);
	return (user + system) / 1000;
}

/** What is too slow is measured again: code that runs for the first time is compiled, and memory is cleaned up meanwhile. */
function leastCpuMs(most: number, work: () => unknown): number {
	let least = Number.POSITIVE_INFINITY;
	for (let tries = 0; tries < 3 && least > most; tries++) least = Math.min(least, cpuMs(work));
	return least;
}

/** The same texts in every run: three kinds after one another, in lengths that differ. */
function* hostileStrings(): Generator<string> {
	const shapes = Object.values(hostileShapes);
	let seed = 1;
	const draw = (most: number) => (seed = (seed * 48_271) % 2_147_483_647) % most;
	for (let count = 0; count < STRINGS; count++)
		yield Array.from({ length: 3 }, () => shapes[draw(shapes.length)]?.(6 + draw(300)) ?? '').join(draw(2) === 0 ? '' : '\n');
}

const texts = Object.entries(hostileShapes).map(([name, shape]) => [name, shape(CHARACTERS)] as const);
const strings = [...hostileStrings()];

describe.each(Object.entries(entries))('%s', { timeout: 120_000 }, (_, read) => {
	it('takes no long text that holds n8n up', () => {
		const slow = texts.flatMap(([name, text]) => {
			const ms = leastCpuMs(MOST_MS, () => read(text));
			return ms > MOST_MS && ms > MOST_MS * machinePace() ? [`${name}: ${Math.round(ms)} ms`] : [];
		});
		expect(slow).toEqual([]);
	});

	it('takes each of ten thousand hostile texts', () => {
		const slow = strings.filter((text) => {
			const ms = leastCpuMs(MOST_MS_EACH, () => read(text));
			return ms > MOST_MS_EACH && ms > MOST_MS_EACH * machinePace();
		});
		expect(slow).toEqual([]);
	});
});
