import { describe, expect, it } from 'vitest';
import { readHarnessOutput } from '../../../nodes/engine/sandbox/harnessOutput';
import { expectLinear } from '../../support/expectLinear';

const nonce = 'abcdef0123456789';
const tally = { settled: true, thrown: '', trouble: '', where: '', counts: '1:0', firstSite: -1, firstMessage: '' };

describe('readHarnessOutput', () => {
	it('reads what carries the word at the beginning of a line, and keeps what stands between', () => {
		const text = `before\n${nonce}:started:\nmine ${nonce}:end:{}\n\n${nonce}:end:${JSON.stringify(tally)}\nafter\n`;
		expect(readHarnessOutput(text, nonce)).toMatchObject({ started: true, ended: true, tally, rest: `before\nmine ${nonce}:end:{}` });
	});

	it('keeps all that is there where nothing carries the word', () => {
		expect(readHarnessOutput('one\ntwo\n', nonce)).toEqual({ started: false, ended: false, rest: 'one\ntwo' });
	});

	it('takes what a candidate floods it with in time that grows with it and no faster', () => {
		expectLinear(
			(length) => `${nonce}:started:\n${'\n'.repeat(length)}`,
			(text) => readHarnessOutput(text, nonce),
		);
	});
});
