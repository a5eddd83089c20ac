import { describe, expect, it } from 'vitest';
import { askedPart } from '../../../../../nodes/engine/fanout/tools/guided/askedPart';
import { expectLinear } from '../../../../support/expectLinear';

const question = 'What county shares a border with the county in which Johnnycake, West Virginia is located?';

describe('askedPart', () => {
	it.each([
		['behind instructions', `Answer in English, as JSON. ${question}`],
		['under a heading', `# Research Task\n\n## Instructions\n\n- Be brief\n- ${question}`],
		['before instructions', `${question}\n\nUse the search tool to find out, then answer in a few words.`],
		['behind material', `${'Minutes of Acme Corp in Ghent. '.repeat(200)}\n${question}`],
		['at the end of a very long text', `${'Minutes of Acme Corp in Ghent. '.repeat(2000)}\n${question}`],
	])('takes the question %s', (_, task) => {
		expect(askedPart(task)).toBe(question);
	});

	it('takes several questions, and the end of many', () => {
		expect(askedPart('Who was Freud? When did he live?')).toBe('Who was Freud? When did he live?');
		expect(askedPart('Who was Freud? '.repeat(100))).toHaveLength(600);
	});

	it('takes all of a short task without a question, and nothing of a long one', () => {
		expect(askedPart('Compare Paris and Lyon.')).toBe('Compare Paris and Lyon.');
		expect(askedPart('Compare Paris and Lyon. '.repeat(20))).toBe('');
	});

	it.each(['a? ', '? ', 'a\n', '"?', '#'])('takes time that grows with a row of "%s" and no faster', (piece) => {
		expectLinear((length) => piece.repeat(length / piece.length), askedPart);
	});
});
