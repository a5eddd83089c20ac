import { describe, expect, it } from 'vitest';
import { checkCitations, type Evidence } from '../../../../nodes/engine/synthesize/citations/checkCitations';
import { splitSentences } from '../../../../nodes/engine/synthesize/citations/splitSentences';

const evidence = (id: number, claim: string, quote: string, text: string, more: Partial<Evidence['finding']> = {}): Evidence => ({
	finding: { id: `F${id}`, claim, quote, source: `S1.${id}`, trust: 'untrusted', clone: 1, round: 1, ...more },
	source: { id: `S1.${id}`, tool: 'search', asked: '{"q":"tower"}', text },
});
const tower = evidence(
	1,
	'The tower is 330 m high.',
	'The tower is 330 m high',
	'- title: Tower\n  url: https://example.org/tower\n  content: The tower is 330 m high. It was built in 1889, "for a fair", by three firms.',
	{ alsoFoundBy: [3] },
);
const river = evidence(
	2,
	'The Seine flows through Paris.',
	'The Seine flows through Paris',
	'The Seine flows through Paris and is 777 km long. It carries 12,500 boats.',
);
const check = (report: string) => checkCitations(report, [tower, river]);

describe('checkCitations', () => {
	it('numbers citations by first use and lists each source once, with the words as the source has them and where they come from', () => {
		const { text, references, kept, dropped } = check(
			'The Seine flows through Paris [F2]. The tower is 330 m high [F1], as it says: the tower is 330 m high [F1 "the tower is 330 m high."].',
		);
		expect(text).toBe('The Seine flows through Paris [1]. The tower is 330 m high [2], as it says: the tower is 330 m high [2].');
		expect(references).toEqual([
			{
				number: 1,
				finding: 'F2',
				claim: river.finding.claim,
				quote: 'The Seine flows through Paris',
				source: { id: 'S1.2', tool: 'search', asked: '{"q":"tower"}' },
				clones: [1],
			},
			{
				number: 2,
				finding: 'F1',
				claim: tower.finding.claim,
				quote: 'The tower is 330 m high',
				source: { id: 'S1.1', tool: 'search', asked: '{"q":"tower"}' },
				address: 'https://example.org/tower',
				clones: [1, 3],
			},
		]);
		expect([kept, dropped.length]).toEqual([3, 0]);
	});

	it('shows the whole sentence of words that it denies, and doubts a sentence that says the contrary of what it cites', () => {
		const myth = evidence(3, 'Bruno is a lake.', 'Bruno is a lake', 'It is not true that Bruno is a lake.');
		const { references, doubted, text } = checkCitations(
			'Bruno is a lake [F3 "Bruno is a lake"]. It is not true that Bruno is a lake [F3].',
			[myth],
		);
		expect(references).toMatchObject([{ quote: 'It is not true that Bruno is a lake.' }]);
		expect(doubted).toMatchObject([{ finding: 'F3', sentence: 'Bruno is a lake.', doubt: 'otherDenial' }]);
		expect(text).toBe('Bruno is a lake [1?]. It is not true that Bruno is a lake [1].');
	});

	it.each([
		['[F1, F2]', '[1][2]'],
		['[F1; F2 "The Seine flows through Paris"]', '[1][2]'],
		['[F1 "The tower is 330 m high" and F2]', '[1][2]'],
		['[F1: “The tower is 330 m high”]', '[1]'],
		['【F1】', '[1]'],
		['of Formula One (F1)', 'of Formula One (F1) [uncited]'],
		['[F1 "It was built in 1889, "for a fair", by three firms"]', '[1]'],
		['[1] [see F1]', '[1] [see F1] [uncited]'],
	])('reads %s', (written, numbered) => {
		expect(check(`Tower and Seine, it is said ${written}`).text).toBe(`Tower and Seine, it is said ${numbered}`);
	});

	it.each([
		['a finding that there is not', 'It is high [F9].', { finding: 'F9', reason: 'noSuchFinding' }],
		['a quote with another number', 'The tower is high [F1 "The tower is 331 m high"].', { reason: 'otherNumber' }],
		[
			'a quote of another source',
			'The Seine flows [F1 "The Seine flows through Paris"].',
			{ finding: 'F1', reason: 'otherSource', standsIn: 'F2' },
		],
		['a quote that stands nowhere', 'The tower fell [F1 "The tower fell down in a storm"].', { reason: 'notThere' }],
		[
			'a false quote beside it',
			'It says that "the tower was torn down long ago" [F1].',
			{ finding: 'F1', quote: 'the tower was torn down long ago', reason: 'falseQuoteBeside' },
		],
	])('drops %s, and says why', (_, report, expected) => {
		const { text, kept, dropped, uncited } = check(report);
		expect(dropped).toEqual([expect.objectContaining(expected)]);
		expect(kept).toBe(0);
		expect(uncited).toHaveLength(1);
		expect(text).toMatch(/ \[uncited\]$/);
		expect(text).not.toMatch(/\[F/);
	});

	it('keeps a citation whose source has what the sentence quotes', () => {
		expect(check('It says that “It was built in 1889” [F1].')).toMatchObject({ kept: 1, dropped: [] });
	});

	it('doubts a citation where the sentence has numbers that are not in the quotes, whatever their form', () => {
		expect(check('The tower is 331 m high [F1].')).toMatchObject({
			text: 'The tower is 331 m high [1?].',
			kept: 1,
			doubted: [{ finding: 'F1', doubt: 'otherNumbers', numbers: ['331'] }],
		});
		expect(check('The Seine carries 12 500 boats [F2 "It carries 12,500 boats"].').doubted).toEqual([]);
		expect(check('The tower was built by 3 firms [F1 "It was built in 1889, “for a fair”, by three firms"].').doubted).toEqual([]);
		expect(check('1. The tower is 330.0 m high [F1].').doubted).toEqual([]);
	});

	it('doubts a citation that has nothing to do with its sentence', () => {
		expect(check('Bananas grow in warm countries [F2].').doubted).toEqual([expect.objectContaining({ finding: 'F2', doubt: 'unrelated' })]);
	});

	describe.each([
		['Chinese', '巴黎是法国的首都。', '法国的首都是巴黎', ['香蕉生长在温暖的地方', '这是一个很高的塔']],
		['Japanese', 'パリはフランスの首都です。', 'フランスの首都はパリです', ['バナナは暖かい国で育ちます', '塔はとても高いです']],
		['Japanese in Katakana', 'コンピューターはデータをメモリーにコピーする。', 'メモリーへのコピー', ['バランスのスタンス']],
		['Thai', 'กรุงเทพมหานครเป็นเมืองหลวงของประเทศไทย', 'เมืองหลวงของประเทศไทยคือกรุงเทพมหานคร', ['กล้วยเป็นผลไม้ที่เติบโตในที่อบอุ่น']],
		['Korean', '파리는 프랑스의 수도이다.', '프랑스의 수도는 파리이다', ['바나나는 따뜻한 나라에서 자란다']],
		['Russian', 'Париж — столица Франции.', 'Столица Франции — Париж', ['Бананы растут там, где тепло']],
	])('in %s', (_, quote, claim, others) => {
		const doubtsOf = (sentence: string) => checkCitations(`${sentence} [F1]`, [evidence(1, quote, quote, quote)]).doubted;

		it('doubts no sentence that says the same in another order', () => expect(doubtsOf(claim)).toEqual([]));

		it.each(others)('doubts one that has nothing to do with it: %s', (other) => {
			expect(doubtsOf(other)).toEqual([expect.objectContaining({ doubt: 'unrelated' })]);
		});
	});

	it('marks every sentence without a citation, but no heading, question, list introduction or rule of a table', () => {
		const { text, uncited, sentences } = check(
			'# What is known about it\nThe tower is high. The tower is 330 m high [F1]. What is open?\n**All of the above**\nThese are known:\n- Nobody knows who built it\n| a | b |\n|---|---|',
		);
		expect(uncited).toEqual(['The tower is high.', '- Nobody knows who built it']);
		expect(sentences).toBe(3);
		expect(text).toContain('The tower is high. [uncited] The tower');
		expect(text).toContain('- Nobody knows who built it [uncited]\n');
	});

	it.each([
		[
			'Chinese',
			'奥姆河长312公里[F1]。它是世界上最长的河流。国王每天都在那里游泳。水深达9000米。',
			'奥姆河长312公里[1]。它是世界上最长的河流。[uncited]国王每天都在那里游泳。[uncited]水深达9000米。[uncited]',
		],
		['Chinese in short', '河很深。奥姆河长312公里[F1]。谢谢。', '河很深。[uncited]奥姆河长312公里[1]。谢谢。'],
		[
			'Chinese lists',
			'以下是要点：\n1、奥姆河长３１２公里。[F1]\n（2）它是最长的河流！\n还有什么问题吗？',
			'以下是要点：\n1、奥姆河长３１２公里。[1]\n（2）它是最长的河流！[uncited]\n还有什么问题吗？',
		],
		[
			'Japanese',
			'オルム川は312キロメートルです[F2]。 それは最も長い川です。 「王は毎日泳ぐ。」と彼は言った。「本当だと思います。」',
			'オルム川は312キロメートルです[1]。 それは最も長い川です。[uncited] 「王は毎日泳ぐ。」と彼は言った。[uncited]「本当だと思います。」[uncited]',
		],
		[
			'Thai, which has no full stop',
			'แม่น้ำออล์มยาว 312 กิโลเมตร [F3] แม่น้ำนี้เป็นแม่น้ำที่ยาวที่สุดในโลก กษัตริย์ทรงว่ายน้ำที่นั่น',
			'แม่น้ำออล์มยาว 312 กิโลเมตร [1] แม่น้ำนี้เป็นแม่น้ำที่ยาวที่สุดในโลก กษัตริย์ทรงว่ายน้ำที่นั่น [uncited]',
		],
		[
			'Thai with a word that joins',
			'แม่น้ำออล์มยาว 312 กิโลเมตร [F3] และไหลลงสู่ทะเลสาบบรูโน',
			'แม่น้ำออล์มยาว 312 กิโลเมตร [1] และไหลลงสู่ทะเลสาบบรูโน',
		],
		[
			'German and Chinese',
			'Der See wurde am 12. März 1766 entdeckt [F4]. Das ist z. B. im Atlas, S. 12, zu lesen. 它是最长的河流。The lake is deep.',
			'Der See wurde am 12. März 1766 entdeckt [1]. Das ist z. B. im Atlas, S. 12, zu lesen. [uncited] 它是最长的河流。[uncited]The lake is deep. [uncited]',
		],
	])('marks the sentences of a report in %s', (_, report, marked) => {
		const quotes = [
			'奥姆河长312公里，流入布鲁诺湖。',
			'オルム川は312キロメートルです。',
			'แม่น้ำออล์มยาว 312 กิโลเมตร',
			'Der See wurde am 12. März 1766 entdeckt',
		];
		const { text, doubted, sentences, uncited, kept } = checkCitations(
			report,
			quotes.map((quote, index) => evidence(index + 1, quote, quote, quote)),
		);
		expect(text).toBe(marked);
		expect(doubted).toEqual([]);
		expect(sentences).toBe(uncited.length + kept);
	});

	it('drops a citation beside a false quote in marks of Chinese and Japanese', () => {
		const quote = '奥姆河长312公里，流入布鲁诺湖。';
		const { dropped } = checkCitations('他说「国王每天都在那里游泳」[F1]。', [evidence(1, quote, quote, quote)]);
		expect(dropped).toEqual([expect.objectContaining({ reason: 'falseQuoteBeside', quote: '国王每天都在那里游泳' })]);
	});

	it.each([
		['1.250,5', '1250,5'],
		['1,250.5', '1250.5'],
		['1 250,5', '1.250,50'],
		["1'250.5", '1250.5'],
		['1,234,567.25', '1.234.567,25'],
		['12,34,567', '1234567'],
		['٣١٢', '312'],
		['٣١٢٫٥', '312.5'],
		['١٬٢٥٠٫٥', '1,250.5'],
		['۳۱۲', '٣١٢'],
		['३१२', '312'],
		['৩১২', '312'],
		['๓๑๒', '312'],
		['３１２', '312'],
	])('takes %s for the number %s, and neither for another one', (written, other) => {
		const quoteOf = (number: string) => `Die Brücke bei Olm ist ${number} m lang`;
		const numbersOf = (quoted: string, said: string) =>
			checkCitations(`${quoteOf(said)} [F1].`, [evidence(1, 'Bridge', quoteOf(quoted), quoteOf(quoted))]).doubted.flatMap(
				({ numbers = [] }) => numbers,
			);
		expect([...numbersOf(written, other), ...numbersOf(other, written)]).toEqual([]);
		expect(numbersOf(written, '313')).toEqual(['313']);
		expect(numbersOf(other, '1250.6')).toEqual(['1250.6']);
	});

	it('finds a quote whose digits are those of another script, and tells it as the source has it', () => {
		const quote = 'طول النهر ٣١٢ كيلومترا';
		const { references } = checkCitations('طول النهر 312 كيلومترا [F1 "طول النهر 312 كيلومترا"].', [evidence(1, quote, quote, quote)]);
		expect(references).toMatchObject([{ quote }]);
	});

	it('counts a citation behind the full stop to the sentence before', () => {
		expect(check('The tower is 330 m high. [F1] The Seine flows through Paris. [F2]')).toMatchObject({
			text: 'The tower is 330 m high. [1] The Seine flows through Paris. [2]',
			uncited: [],
		});
	});
});

describe('splitSentences', () => {
	it.each([
		['The firm of Dr. A. Smith Inc. built it. It stands.', ['The firm of Dr. A. Smith Inc. built it. ', 'It stands.']],
		['It says so [F1 "One. Two. Three."]. It stands.', ['It says so [F1 "One. Two. Three."]. ', 'It stands.']],
		['Seul. [F1] [F2] Next one.', ['Seul. [F1] [F2] ', 'Next one.']],
		[
			'Er starb 30 v. Chr. [F1] Paris wuchs. Er liebte Apple Inc. [F2] [F1] Der Turm steht.',
			['Er starb 30 v. Chr. [F1] ', 'Paris wuchs. ', 'Er liebte Apple Inc. [F2] [F1] ', 'Der Turm steht.'],
		],
		[
			'Im 19. Jahrhundert, d. h. nach 1800, stand er [F1 "am 5. Mai. Ja."]. Er steht.',
			['Im 19. Jahrhundert, d. h. nach 1800, stand er [F1 "am 5. Mai. Ja."]. ', 'Er steht.'],
		],
		['東京は首都です。大きいです。', ['東京は首都です。', '大きいです。']],
	])('cuts %s', (paragraph, sentences) => {
		expect(splitSentences(paragraph)).toEqual(sentences);
	});
});
