import { describe, expect, it } from 'vitest';
import { tellingPassages } from '../../../../../nodes/engine/fanout/tools/guided/tellingPassages';
import { expectLinear } from '../../../../support/expectLinear';

describe('tellingPassages', () => {
	it('finds the telling sentence in text without spaces between its words', () => {
		const others = '这里是别的文字，里面没有答案。'.repeat(200);
		const shown = tellingPassages(`${others}埃菲尔铁塔的高度是三百三十米。${others}`, '埃菲尔铁塔有多高？', 2000);
		expect(shown).toContain('埃菲尔铁塔的高度是三百三十米。');
		expect(shown.length).toBeLessThanOrEqual(2000);
	});

	it.each([
		['words without a full stop', 'and so on ', ' the tower is 330 metres high '],
		['a table on one line', 'k1,v1;', 'tower,330;'],
	])('finds the telling piece of %s', (_, other, telling) => {
		const shown = tellingPassages(`${other.repeat(2000)}${telling}${other.repeat(2000)}`, 'How high is the tower?', 2000);
		expect(shown).toContain('330');
		expect(shown.length).toBeLessThanOrEqual(2000);
	});

	it('shows the beginning of the best passage where there is room for none', () => {
		const text = `${'Nothing of it stands here. '.repeat(40)}\n\nThe tower is 330 metres high, says this long sentence.`;
		expect(tellingPassages(text, 'How high is the tower?', 20)).toBe('The tower is 330 met');
	});

	it('takes time that grows with the text and no faster', () => {
		expectLinear(
			(length) => 'x,'.repeat(length / 2),
			(text) => tellingPassages(text, 'How high is the tower?', 2000),
		);
	});

	it('leaves the fields of a long record on lines of their own', () => {
		const fields = Array.from({ length: 200 }, (_, index) => `field_${index}: value ${index}`);
		const shown = tellingPassages(`order:\n${fields.map((line) => `  ${line}`).join('\n')}`, 'What is field_150?', 1000).split('\n');
		expect(shown.length).toBeGreaterThan(20);
		expect(['order:', '…', ...fields]).toEqual(expect.arrayContaining(shown.map((line) => line.trim())));
	});
});
