import { describe, expect, it } from 'vitest';
import type { TemplateAnswer } from '../../../scripts/start/askTemplate.mts';
import { formatAnswer } from '../../../scripts/start/formatAnswer.mts';

const task = { name: 'double', task: 'Write double(n).', language: 'javascript', tests: '' };

const answer: TemplateAnswer = {
	best: { clone: 2, approach: 'Skeptic', code: 'const double = (n) => 2 * n;\n', reason: '3 of 3 passed', tokens: 12, durationMs: 1500 },
	others: [{ clone: 1, approach: 'Plain', code: '', reason: '1 of 3 passed;\nfirst failure: 4', tokens: null, durationMs: 900 }],
	evaluation: { summary: 'A random pick would have been right in 50 %, this pick passed.' },
	receipt: {
		summary: '2 of 3 answered in 1.6 s. One after the other: about 2.4 s.',
		asked: 3,
		answered: 2,
		missing: [{ clone: 3, reason: 'The server closed the connection' }],
		stoppedBecause: 'all answered',
		wallMs: 1600,
		clonesMs: 2400,
		tokens: { prompt: 90, completion: 12, cached: 32 },
		requests: 4,
		retries: 1,
		models: ['small'],
	},
};

describe('formatAnswer', () => {
	it('lists every clone in order, the missing ones too, each with its reason on one line', () => {
		const lines = formatAnswer(task, answer);
		const rows = lines.filter((line) => /^ +\d /.test(line)).map((line) => line.trim().replace(/ {2,}/g, ' | '));
		expect(rows).toEqual([
			'1 | Plain | ? | 0.9 s | 1 of 3 passed; first failure: 4',
			'2 | Skeptic | 12 | 1.5 s | picked: 3 of 3 passed',
			'3 | no answer: The server closed the connection',
		]);
	});

	it('shows the code of the pick', () => {
		const lines = formatAnswer(task, answer);
		expect(lines).toContain('Picked clone 2 (Skeptic):');
		expect(lines).toContain('    const double = (n) => 2 * n;');
	});

	it('says that nothing was picked where nothing passed', () => {
		const text = formatAnswer(task, { ...answer, best: null }).join('\n');
		expect(text).toContain('No variation passed, so none was picked.');
		expect(text).not.toContain('Picked clone');
	});

	it('tells the receipt and the worth of the pick in the words of the nodes', () => {
		const lines = formatAnswer(task, answer);
		expect(lines).toContain('Receipt: 2 of 3 answered in 1.6 s. One after the other: about 2.4 s.');
		expect(lines).toContain('A random pick would have been right in 50 %, this pick passed.');
	});

	it('says that nobody tested where the task has no tests', () => {
		const { tests: _, ...untested } = task;
		expect(formatAnswer(untested, answer)).toContain('Picked clone 2 (Skeptic), without tests:');
	});
});
