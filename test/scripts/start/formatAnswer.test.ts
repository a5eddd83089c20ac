import { describe, expect, it } from 'vitest';
import type { TemplateAnswer } from '../../../scripts/start/askTemplate.mts';
import { formatAnswer } from '../../../scripts/start/formatAnswer.mts';

const task = { name: 'double', task: 'Write double(n).', language: 'javascript', tests: '' };

const answer: TemplateAnswer = {
	best: { clone: 2, approach: 'Skeptic', code: 'const double = (n) => 2 * n;\n', reason: '3 of 3 passed', tokens: 12, durationMs: 1500 },
	others: [{ clone: 1, approach: 'Plain', code: '', reason: '1 of 3 passed;\nfirst failure: 4', tokens: null, durationMs: 900 }],
	receipt: {
		asked: 3,
		answered: 2,
		missing: [{ clone: 3, reason: 'The server closed the connection' }],
		stoppedBecause: 'all answered',
		wallMs: 1600,
		clonesMs: 2400,
		speedup: 1.5,
		savedMs: 800,
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

	it('claims time saved only where the receipt does and there is some', () => {
		const { speedup: _, savedMs: __, ...unknown } = answer.receipt;
		expect(formatAnswer(task, answer).join('\n')).toContain('1.5 times as fast as one by one, 0.8 s saved');
		expect(formatAnswer(task, { ...answer, receipt: unknown }).join('\n')).not.toContain('one by one');
		const slower = { ...answer.receipt, speedup: 0.8, savedMs: -300 };
		expect(formatAnswer(task, { ...answer, receipt: slower }).join('\n')).not.toContain('saved');
	});
});
