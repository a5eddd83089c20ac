import { convert } from 'html-to-text';
import { describe, expect, it } from 'vitest';
import { withoutTags } from '../../../nodes/shared/withoutTags';
import { expectLinear } from '../../support/expectLinear';

const wordsOf = (text: string) => text.match(/\w+/g);

describe('a text without tags', () => {
	it.each([
		'Start it with: vllm serve <model>',
		'The server said: "<html><body>502 <b>Bad</b> Gateway</body></html>"',
		'Unexpected token "<|tool_call|>" before </s>',
		'3 < 4 and 5 > 4, and at last x<y',
		'It ends with <model',
		'<!-- a comment --> and <!DOCTYPE html> and <?xml version="1.0"?>',
		'"<unk><script>alert(1)</script>" is no answer',
		'See http://gpu-box/v1?a=1&copy=2&region=3&#8203; or R&D, this &nbsp; and that &lt;model&gt;',
	])('reads as HTML as it does as text, with all its words: %s', (text) => {
		const shown = withoutTags(text);
		expect(convert(shown, { wordwrap: false })).toBe(shown);
		// n8n's own filter takes any < for the beginning of a tag, whatever follows.
		expect(shown).not.toContain('<');
		expect(wordsOf(shown)).toEqual(wordsOf(text));
	});

	it.each(['Nothing listens at http://gpu-box:8000/v1', 'a -> b, 5 > 4 & so on', ''])('is itself where it has none: %s', (text) =>
		expect(withoutTags(text)).toBe(text),
	);

	it.each([
		['opened tags', (size: number) => '<'.repeat(size)],
		['one long tag', (size: number) => `<${'a'.repeat(size)}`],
		['entities', (size: number) => '&'.repeat(size)],
	])('takes time in proportion to %s', async (_, make) => expectLinear(make, withoutTags));
});
