import { describe, expect, it } from 'vitest';
import { readNumber } from '../../../nodes/engine/evaluate/readNumber';

const numberIn = (text: string) => readNumber({ text })?.number;

describe('a marked answer', () => {
	it.each([
		'The answer is 42.',
		'The answer is: **42**',
		'The final answer is 42 apples, as 6 * 7 = 42.',
		'the answer to this problem is $42$.',
		'Therefore, the correct answer is 42, not 41.',
		'The answer, therefore, is 42 (see step 3).',
		'**Final Answer**: 42. I used 3 steps.',
		'**Final Answer**\n\n42\n\nI checked it 3 times.',
		'### Final Answer\n42 (3 steps)',
		'**Answer:**\n\n**42**\n\nLet me know if you have 2 more questions.',
		'Final answer = 42 after 3 steps',
		'Answer: 42\nConfidence: 90',
		'ANSWER: 42 (of 50)',
		'Answer - see below\n#### 42',
		'#### 42',
		'####42\nDone in 4 steps',
		'#### $42.00\nThat is 3 more than 39.',
		'so \\boxed{42}. Checked 2 times.',
		'so $\\boxed{42}$ by step 3',
		'so \\boxed{\\text{42 apples}} by step 3',
		'\\boxed{x = 42} in 3 steps',
		'\\fbox{42} in 3 steps',
		'<answer>42</answer> after 3 steps',
		'<answer>\n42\n</answer>\n3 steps',
		'<final_answer>42</final_answer> 3',
		'{"reasoning": "3 + 4 = 7", "answer": "42"}',
		'{"reasoning": "the answer is 7", "final_answer": 42, "steps": 3}',
		'{"answer": 7}\nOn reflection, with 3 more:\n{"answer": 42}',
		"{'answer': '42', 'steps': 3}",
		'"answer": "42 apples",\n"count": 3',
		'答案：42（共3步）',
		'答案是 42，用了3步',
		'所以最终答案为42。共3步',
		'答えは42です。3ステップ',
		'정답: 42 (3단계)',
		'답은 42입니다 (3단계)',
		'Antwort: 42 (in 3 Schritten)',
		'Die Antwort ist 42, in 3 Schritten.',
		'Die endgültige Antwort lautet: 42 (3 Schritte)',
		'La réponse est 42 (3 étapes).',
		'La respuesta es 42, en 3 pasos.',
		'Respuesta final: 42 (3 pasos)',
		'A resposta é 42 (3 passos)',
		'La risposta è 42 in 3 passi',
		'Ответ: 42 (3 шага)',
		'الإجابة: 42 (3 خطوات)',
		'الجواب هو ٤٢',
		'उत्तर: ४२ (3 चरण)',
		'Odpowiedź: 42 (3 kroki)',
		'Het antwoord is 42 in 3 stappen',
		'Jawaban: 42 (3 langkah)',
		'Đáp án: 42 (3 bước)',
		'Answer: 40 + 2 = 42',
		'Answer: 6 × 7 = 42 marbles in 3 bags',
		'Answer: 12 + 9 = 21. So 2 * 21 = 42 in total, for 3 people.',
		'The answer is 6 * 7.',
		'The answer is x = 42, with 3 steps.',
		'Answer: out of 50 eggs, 42 are left',
		'Answer: not 8 but 42',
		'Answer: 42, not 8',
		'Maybe the answer is 5? No.\nThe answer is 42.',
		'If the answer is 5, then we are wrong. The answer is 42.',
		'The answer is 42. If it were asked in cents, the answer would be 4200.',
		'So \\boxed{41}? Wait, no: \\boxed{42}',
		'#### Step 1: Count\n6 * 7\n#### Step 2: Multiply\n= 42\n\n**Answer: 42 jars**',
		'#### 1. Count the jars\n#### 2. Multiply\n\nThe answer is 42.',
		'The answer is 42.\n\nQuestion: Tom has 3 apples. How many are left?\nAnswer: 7',
		'Answer: 42\n\nQ: What is 3 + 4?\nA: The answer is 7.',
		'The answer is 42.<|im_end|>\n<|im_start|>user\nThe answer is 7',
		'#### 42\n\nProblem 2: Anna has 5 dogs.\n#### 5',
		'Question: how many of 50?\nAnswer: 42',
		'6 * 7 = 42\n\nQuestion: Tom has 3 apples.',
	])('is 42 in %j', (text) => {
		expect(numberIn(text)).toBe('42');
	});

	it.each([
		'\\boxed{2x + 7}',
		'\\boxed{x + 7}',
		'\\boxed{(2, 9)}',
		'\\boxed{(2,9)}',
		'\\boxed{[2, 9)}',
		'\\boxed{\\{2, 9\\}}',
		'\\boxed{2, 9}',
		'\\boxed{3 + 4i}',
		'\\boxed{2^n}',
		'\\boxed{5!}',
		'\\boxed{x \\ge 5}',
		'\\boxed{3 \\pm \\sqrt{2}}',
		'\\boxed{2\\log 3}',
		'\\boxed{\\frac{x}{2}}',
		'\\boxed{\\text{B}}',
		'\\boxed{101_2}',
		'Answer: 5 to 10',
		'Answer: 5-10 minutes',
		'Answer: 3:45 pm',
		'Answer: 3 apples and 5 pears',
		'Answer: x = 3 or x = 5',
		'Answer: 1/0',
		'{"reasoning": "3 and 4", "answer": "cannot be determined"}',
		'<answer>unknown</answer> after 3 steps',
		'I do not know',
	])('is doubtful in %j', (text) => {
		expect(numberIn(text)).toBeUndefined();
	});
});

describe('a number that is not marked', () => {
	it.each([
		['First 3, then 4, so 7', '7'],
		['16 - 9 = 7', '7'],
		['54 − 5 = 49', '49'],
		['That makes 3 + 4.', '7'],
		['20-5', '5'],
		['Total – 5 apples', '5'],
		['On 3/4/2026', '2026'],
		['in src/1/2', '2'],
		['It falls to -5 degrees', '-5'],
		['room B52 has 4', '4'],
	])('is in %j the last one, %s', (text, number) => {
		expect(numberIn(text)).toBe(number);
	});

	it('is none in a formula with unknowns', () => {
		expect(numberIn('Simplified, that is 2x + 7')).toBeUndefined();
	});
});

describe('a formula', () => {
	it.each([
		'2sqrt(3)',
		'2*pi',
		'3\\pi + k',
		'\\sqrt[3]{-8} + x',
		'0.\\overline{3}',
		'3 + 4i',
		'\\log_2 8',
		'|-3|',
		'\\lfloor 3.7 \\rfloor',
		'0 \\le x < 1',
		'x < 5',
		'5 > x > 0',
		'(-\\infty, 2]',
		'(-\\infty, 1) \\cup (3, \\infty)',
		'x \\ne 1',
		'1 \\text{ and } 2',
		'50^\\circ, 130^\\circ',
		'\\begin{pmatrix} 1 \\\\ 2 \\end{pmatrix}',
		'2x - y + 1 = 0',
		'x^2 + y^2 = 25',
		'3yx^2',
		'2(x+3)',
		'\\frac12 n(n+1)',
		'180^\\circ - x',
		'3\\mathbf{i}+4\\mathbf{j}',
		'x_1 = 2, x_2 = 3',
		'1,2',
		'3 4',
		'2 +',
		'June 20',
	])('is not a number of its own: %s', (formula) => {
		expect(numberIn(`\\boxed{${formula}}`)).toBeUndefined();
	});

	it('is no number where the answer is that there is none', () => {
		expect(numberIn('{"answer": "Cannot be determined without the age of the 10-year-old tree"}')).toBeUndefined();
		expect(numberIn('Answer: There is not enough information about the 3 boxes')).toBeUndefined();
	});
});

describe('a sentence with several numbers', () => {
	it('states the one behind "which is", not the one behind a preposition', () => {
		expect(numberIn('The answer is what she gets in all for 30 years, which is $1,500,000.')).toBe('1500000');
		expect(numberIn('The answer is 12, which is 3 times 4.')).toBe('12');
	});

	it('states the one that its last calculation gives', () => {
		expect(
			numberIn('{"answer": "We add what came and take away what was eaten. So 12 + 54 = 66. Then, 66 - 18 (eaten) = 48 are left."}'),
		).toBe('48');
	});
});

describe('a way of writing', () => {
	it('groups by points where the answer does so elsewhere', () => {
		expect(numberIn('1.250,50 € und 2.000.000 €. Antwort: 1.250')).toBe('1250');
		expect(numberIn('Antwort: 1.250')).toBe('1.25');
		expect(numberIn('\\boxed{3{,}5}')).toBe('3.5');
	});

	it.each([
		['.5', '0.5'],
		['-.5', '-0.5'],
		['1.250,50', '1250.5'],
		['1.250.000', '1250000'],
		['12,50 €', '12.5'],
		['0,125', '0.125'],
		['12 500', '12500'],
		['1 000 000', '1000000'],
		['12\u202f500', '12500'],
		["12'500", '12500'],
		['12’500.75', '12500.75'],
		['12{,}500', '12500'],
		['12,\\!500', '12500'],
		['12\\,500', '12500'],
		['12,500', '12500'],
		['1,00,000', '100000'],
		['1,234,567.89', '1234567.89'],
		['1.5 × 10^6', '1500000'],
		['1.5 \\times 10^{6}', '1500000'],
		['1.5 x 10^6', '1500000'],
		['1.5*10^6', '1500000'],
		['1.5 × 10⁶', '1500000'],
		['2 × 10⁻³', '0.002'],
		['1.5e6', '1500000'],
		['1.5 million', '1500000'],
		['$1.5 million', '1500000'],
		['1,5 Millionen', '1500000'],
		['3 billion', '3000000000'],
		['5k', '5000'],
		['20 thousand', '20000'],
		['3万', '30000'],
		['3½', '3.5'],
		['3 ½', '3.5'],
		['½', '0.5'],
		['3 1/2', '3.5'],
		['7/2', '3.5'],
		['7 / 2', '3.5'],
		['\\frac{7}{2}', '3.5'],
		['\\dfrac72', '3.5'],
		['3\\frac{1}{2}', '3.5'],
		['-\\frac{3}{4}', '-0.75'],
		['- \\frac{3}{4}', '-0.75'],
		['\\frac{-3}{4}', '-0.75'],
		['minus 7', '-7'],
		['negative 7', '-7'],
		['−7', '-7'],
		['-$7', '-7'],
		['$-7', '-7'],
		['-₹500', '-500'],
		['₹500', '500'],
		['€ 500', '500'],
		['1,000,000원', '1000000'],
		['４２', '42'],
		['٤٢', '42'],
		['४२', '42'],
		['𝟒𝟐', '42'],
		['2\\sqrt{4}', '4'],
		['\\sqrt[3]{27}', '3'],
		['2^{10}', '1024'],
		['(3 + 4) * 2', '14'],
		['0.1 + 0.2', '0.3'],
		['-0', '0'],
		['007', '7'],
		['9007199254740993', '9007199254740993'],
		['42%', '42'],
		['42 km/h', '42'],
		['42m', '42'],
		['42.', '42'],
		['42\\text{ cm}', '42'],
		['42^\\circ', '42'],
		['42 cm²', '42'],
		['42 cm^2', '42'],
	])('%s is %s, boxed, said and alone', (written, number) => {
		expect(numberIn(`so \\boxed{${written}}`)).toBe(number);
		expect(numberIn(`The answer is ${written}`)).toBe(number);
		expect(numberIn(`{"answer": "${written}"}`)).toBe(number);
		expect(numberIn(written)).toBe(number);
	});
});

describe('a megabyte', () => {
	it.each([
		' ',
		'7',
		'0',
		'1/',
		'\\frac{1}',
		'1 ',
		'1,000',
		'1,',
		'12 ',
		'\\boxed{',
		'{',
		'}',
		'(',
		'(1+',
		'1+',
		'1-',
		'-',
		'$',
		'answer ',
		'answer: ',
		'the answer is ',
		'"answer": "',
		'<answer>',
		'\n#### ',
		'\nQuestion: ',
		'½',
		'⁶',
		'１',
		'\\text{',
		'\\sqrt{',
		'=',
		'1=',
		'not 8 ',
		'1.',
		'1.5 million ',
		"1'",
		'x',
		'𝟒',
		'\\\\',
		'√',
		'"',
		"'",
	])('of %j is read', (part) => {
		expect(() => readNumber({ text: `#### 5\n${part.repeat(1_000_000 / part.length)}` })).not.toThrow();
	});
});
