import { describe, expect, it } from 'vitest';
import { separateThinking } from '../../../../nodes/engine/endpoint/thinking/separateThinking';
import { AnswerWatch } from '../../../../nodes/engine/endpoint/thinking/watchAnswer';
import { expectLinear } from '../../../support/expectLinear.ts';

/** Answers as servers send them that keep tokens of the chat template, and as models write them that were trained with other tags. */
const shapes: ReadonlyArray<readonly [name: string, written: string, text: string, reasoning?: string]> = [
	['GLM’s box', '<think>hm</think>\n<|begin_of_box|>42<|end_of_box|>', '42', 'hm'],
	['GLM’s box in the middle', 'It is <|begin_of_box|>42<|end_of_box|>.', 'It is 42.'],
	['Hunyuan', '<think>\nhm\n</think>\n<answer>\n42\n</answer>', '42', 'hm'],
	['Cohere’s newer template', '<|START_THINKING|>hm<|END_THINKING|><|START_TEXT|>42<|END_TEXT|>', '42', 'hm'],
	['Granite', 'Here is my thought process: hm\n\nHere is my response: 42', '42', 'hm'],
	[
		'Open WebUI',
		'<details type="reasoning" done="true">\n<summary>Thought</summary>\nhm\n</details>\n42',
		'42',
		'<summary>Thought</summary>\nhm',
	],
	['Claude’s older tag', '<antThinking>hm</antThinking>42', '42', 'hm'],
	['Hermes', '<SCRATCHPAD>hm</SCRATCHPAD>\n42', '42', 'hm'],
	['names that are mixed up', '<thought>hm</think>42', '42', 'hm'],
	['the role before it', '<|im_start|>assistant\n<think>hm</think>42', '42', 'hm'],
	['the beginning of the sentence', '<｜begin▁of▁sentence｜><think>hm</think>42', '42', 'hm'],
	['the end of the turn', '42<|im_end|>', '42'],
	['several ends', '42<|eot_id|></s>', '42'],
	['Gemma’s end', '42<end_of_turn>', '42'],
	['gpt-oss with its role', 'assistant<|channel|>analysis<|message|>hm<|end|><|start|>assistant<|channel|>final<|message|>42', '42', 'hm'],
	['gpt-oss whose first channel stands in the prompt', 'hm?<|end|><|start|>assistant<|channel|>final<|message|>42', '42', 'hm?'],
	['a closing tag between two words', 'so fine</think>The answer is 42', 'The answer is 42', 'so fine'],
	['thinking with half a fence', 'Try\n```js\nlet a = 1\n</think>\n42', '42', 'Try\n```js\nlet a = 1'],
];

const kept = [
	'Here is my thought process: first this, then that.',
	'<details type="reasoning">\nis how it begins.',
	'HTML strikes out: <s>old</s>',
	'`<|im_end|>` ends a turn.',
	'<answer>42</answer>',
	'Fenced:\n```\n</think>\n```\nDone',
	'Write `<|end|><|start|>assistant<|channel|>final` there.',
];

function watch(text: string): string {
	let passed = '';
	const watched = new AnswerWatch((piece) => (passed += piece), 'plain');
	for (const letter of text) watched.add(letter);
	watched.end(separateThinking(text).text);
	return passed;
}

describe('separateThinking', () => {
	it.each(shapes.map(([name, written, text, reasoning]) => ({ name, written, text, reasoning })))('reads $name', (shape) => {
		const { written, text, reasoning } = shape;
		const separated = separateThinking(written);
		expect(separated.text).toBe(text);
		expect(separated.reasoning).toBe(reasoning);
	});

	it.each(kept)('leaves whole what is an answer (%j)', (text) => {
		expect(separateThinking(text)).toEqual({ text });
	});

	it('leaves whole what the task asks for', () => {
		const isAbout = (tag: string) => ['<thought>', '<answer>', '<|im_end|>'].includes(tag);
		for (const text of ['<thought>ok</thought>', 'It ends with <|im_end|>']) expect(separateThinking(text, { isAbout }).text).toBe(text);
		expect(separateThinking('<think>hm</think><answer>42</answer>', { isAbout }).text).toBe('<answer>42</answer>');
	});

	it('keeps what stands behind an answer in tags', () => {
		const text = '<answer>42</answer>\nBut see below.';
		expect(separateThinking(`<think>hm</think>${text}`).text).toBe(text);
	});

	it.each(['</s> ', '<|im_end|>', '<|begin_of_box|>', '<answer>', 'here is my thought process:', '```\n</think>\n', 'a</think>', '<s> '])(
		'takes a time that grows with the text (%j)',
		(shape) => {
			expectLinear(
				(length) => `<think>hm</think>${shape.repeat(length / shape.length)}`,
				(text) => separateThinking(text),
			);
			expectLinear(
				(length) => shape.repeat(length / shape.length),
				(text) => separateThinking(text),
			);
		},
	);
});

describe('AnswerWatch', () => {
	it.each(['42<|im_end|>', 'a < b and c <', '<think>hm</think><answer>42</answer>', 'It is <|begin_of_box|>42<|end_of_box|>.', '1 </ 2'])(
		'passes on each letter of an answer once, and no token (%j)',
		(text) => {
			expect(watch(text)).toBe(separateThinking(text).text);
		},
	);
});
