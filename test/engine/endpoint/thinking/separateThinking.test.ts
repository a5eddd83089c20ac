import { describe, expect, it } from 'vitest';
import { separateThinking } from '../../../../nodes/engine/endpoint/thinking/separateThinking';
import { AnswerWatch } from '../../../../nodes/engine/endpoint/thinking/watchAnswer';

const thought = 'Is it 36? No, 6 times 7 is more.';
const answer = 'It is 42.';

/** What models write, by who writes it so. */
const written: Readonly<Record<string, string>> = {
	'Qwen, DeepSeek': `<think>\n${thought}\n</think>\n\n${answer}`,
	'in one line': `<think>${thought}</think>${answer}`,
	'in capitals': `<THINK>${thought}</THINK>\n${answer}`,
	'with spaces before': `\n\n  <think>\n${thought}\n</think>\n${answer}`,
	'with attributes': `<think type="deep">\n${thought}\n</think>\n${answer}`,
	'an empty block first': `<think>\n\n</think>\n\n<think>\n${thought}\n</think>\n\n${answer}`,
	'another closing tag': `<think>\n${thought}\n</thinking>\n${answer}`,
	thinking: `<thinking>\n${thought}\n</thinking>\n\n${answer}`,
	EXAONE: `<thought>\n${thought}\n</thought>\n\n${answer}`,
	Reka: `<reasoning> ${thought} </reasoning> ${answer}`,
	Seed: `<seed:think>${thought}</seed:think>${answer}`,
	MiniMax: `<mm:think>${thought}</mm:think>\n${answer}`,
	LongCat: `<longcat_think>\n${thought}\n</longcat_think>\n${answer}`,
	Magistral: `[THINK]${thought}[/THINK]${answer}`,
	OpenThinker: `<|begin_of_thought|>\n\n${thought}\n\n<|end_of_thought|>\n\n<|begin_of_solution|>\n\n${answer}\n\n<|end_of_solution|>`,
	Cohere: `<|START_THINKING|>${thought}<|END_THINKING|><|START_RESPONSE|>${answer}<|END_RESPONSE|>`,
	'Kimi-VL': `◁think▷${thought}◁/think▷${answer}`,
	Gemma: `<|channel>thought\n${thought}<channel|>${answer}`,
	MedGemma: `<unused94>thought\n${thought}<unused95>${answer}`,
	'gpt-oss': `<|channel|>analysis<|message|>${thought}<|end|><|start|>assistant<|channel|>final<|message|>${answer}`,
	'gpt-oss with its start and end': `<|start|>assistant<|channel|>analysis<|message|>${thought}<|end|><|start|>assistant<|channel|>final<|message|>${answer}<|return|>`,
};

describe('thinking', () => {
	it.each(Object.entries(written))('is taken out of the text (%s)', (_, text) => {
		expect(separateThinking(text)).toEqual({ text: answer, reasoning: thought });
	});

	it.each([
		['a line of its own', `${thought}\n</think>\n\n${answer}`],
		['the end of a line', `${thought}</think>\n${answer}`],
		['the end of a sentence', `${thought}</think>${answer}`],
		['Magistral', `${thought}[/THINK]${answer}`],
		['behind a tag that it talks about', `${thought} I may write </think> now.\n</think>\n\n${answer}`],
	])('ends at a closing tag that was never opened (%s)', (_, text) => {
		expect(separateThinking(text)).toMatchObject({ text: answer, reasoning: expect.stringContaining(thought), hasLoneClosing: true });
	});

	it('goes on past a closing tag that it quotes', () => {
		const quoting = `<think>\nThe user asks what \`</think>\` does, and whether </think> must stand alone.\n</think>\n\n${answer}`;
		expect(separateThinking(quoting).text).toBe(answer);
	});

	it.each(['<think>', '<thinking>\n', '[THINK]', '<|channel|>analysis<|message|>', '<|START_THINKING|>'])(
		'is all there is where it never ends (%s)',
		(open) => {
			expect(separateThinking(open + thought, { isCut: true })).toEqual({ text: '', reasoning: thought });
			expect(separateThinking(open + thought)).toEqual({ text: '', reasoning: thought });
		},
	);

	it.each(['<', '<thi', '<think type="de', '[THI', '◁th', '<|chan', '  <thought'])(
		'may have begun where an answer broke off in the middle of its mark (%s)',
		(half) => {
			expect(separateThinking(half, { isCut: true })).toEqual({ text: '' });
			expect(separateThinking(half)).toEqual({ text: half });
		},
	);

	it('is read where a server took the marks of the channels out', () => {
		expect(separateThinking(`analysisThe user asks. ${thought}assistantfinal${answer}`)).toEqual({
			text: answer,
			reasoning: `The user asks. ${thought}`,
		});
	});
});

describe('an answer that talks about the tag stays whole', () => {
	it.each([
		'Use `<think>` and `</think>` around the thoughts.',
		'The tag <think> opens it, and </think> closes it.',
		'The closing tag is </think>.',
		'A model writes:\n```\n<think>\nHm.\n</think>\n42\n```\nThat is all.',
		'A model writes:\n<think>\nHm.\n</think>\nand then its answer.',
		'```xml\nHm.\n</think>\n```',
		'const open = "<think>"; // closed by "</think>"',
		'analysis of the poem: it is sad.',
		'[thinking aloud] 42',
		'<b>42</b>',
		'<thinker>42</thinker>',
		'  42 \n',
		'',
	])('%s', (text) => {
		expect(separateThinking(text)).toEqual({ text });
	});

	it.each(['<think> is the tag that a model opens.', '<think> and </think> stand around what a model thinks.'])(
		'also at its beginning, where the task has the tag: %s',
		(text) => {
			expect(separateThinking(text, { isAbout: (tag) => tag === '<think>' })).toEqual({ text });
		},
	);

	it('keeps the second block where the task has the tag, as it is the answer', () => {
		const shown = '<think>\nHm.\n</think>\n\n<think>\nFirst, I read.\n</think>\n\n42';
		expect(separateThinking(shown, { isAbout: () => true })).toEqual({ text: '<think>\nFirst, I read.\n</think>\n\n42', reasoning: 'Hm.' });
	});
});

describe('an answer that is watched while it is written', () => {
	const watch = (text: string, size: number, habit: 'plain' | 'unknown' | 'closesOnly') => {
		const passed: string[] = [];
		const watching = new AnswerWatch((piece) => passed.push(piece), habit);
		for (let at = 0; at < text.length; at += size) watching.add(text.slice(at, at + size));
		const beforeEnd = passed.join('');
		watching.end(separateThinking(text).text);
		return { beforeEnd, all: passed.join('') };
	};

	it.each([1, 2, 3, 7, 50, 1000])('is passed on without thinking, in pieces of %i letters', (size) => {
		for (const text of Object.values(written)) expect(watch(text, size, 'plain').all).toBe(answer);
	});

	it('is passed on at once where there is no thinking', () => {
		const text = 'A plain answer. '.repeat(30);
		expect(watch(text, 5, 'plain')).toEqual({ beforeEnd: text, all: text });
	});

	it('is passed on behind the thinking before it has ended', () => {
		const long = 'A long answer. '.repeat(30);
		expect(watch(`<think>\n${thought}\n</think>\n\n${long}`, 4, 'unknown').beforeEnd.length).toBeGreaterThan(400);
	});

	it.each(['unknown', 'closesOnly'] as const)('is held back to its end where it may still be thinking (%s)', (habit) => {
		expect(watch(`${thought}\n</think>\n\n${answer}`, 6, habit)).toEqual({ beforeEnd: '', all: answer });
	});

	it('is held back no longer once the server has told thinking apart', () => {
		const passed: string[] = [];
		const watching = new AnswerWatch((piece) => passed.push(piece), 'unknown');
		watching.trustText();
		watching.add('\n\n');
		watching.add('It is ');
		expect(passed.join('')).toBe('It is ');
	});
});
