import { describe, expect, it } from 'vitest';
import { readTimes } from '../../../../nodes/engine/memory/text/readTimes';

/** A Wednesday. */
const now = '2026-11-25T12:00:00.000Z';
/** Each time of a question as its periods, "from–to". */
const read = (question: string) =>
	readTimes(question, now).map(({ periods }) => periods.map(({ from, to }) => `${from.slice(0, 10)}–${to.slice(0, 10)}`));
const years = (begin: string, end: string, first = 2026) =>
	Array.from({ length: 10 }, (_, back) => `${first - back}-${begin}–${first - back}-${end}`);

describe('readTimes', () => {
	it.each([
		'What happened on 7 May 2023?',
		'what happened on the 7th of may, 2023',
		'May 7th, 2023: who called?',
		'Sunday, May 7, 2023',
		'2023-05-07',
		'since 2023-05-07T10:00:00Z',
		'2023/5/7',
		'7.5.2023',
		'07.05.2023.',
	])('reads one day in %j', (question) => {
		expect(read(question)).toEqual([['2023-05-07–2023-05-08']]);
	});

	it.each([
		['in May 2023', ['2023-05-01–2023-06-01']],
		['Sept 2023', ['2023-09-01–2023-10-01']],
		['the report of 2023-05', ['2023-05-01–2023-06-01']],
		['the 2023 budget', ['2023-01-01–2024-01-01']],
		['5/7/2023', ['2023-07-05–2023-07-06', '2023-05-07–2023-05-08']],
		['25/7/2023', ['2023-07-25–2023-07-26']],
		['the winter of 2022', ['2021-12-01–2022-03-01', '2022-12-01–2023-03-01']],
		['in May', years('05-01', '06-01')],
		['on May 7th', years('05-07', '05-08')],
		['May 7', years('05-07', '05-08')],
		['29 February', ['2024-02-29–2024-03-01', '2020-02-29–2020-03-01']],
		['last May', ['2026-05-01–2026-06-01']],
		['last November', ['2025-11-01–2025-12-01']],
		['over the summer', [...years('06-01', '09-01'), '2016-06-01–2016-09-01']],
		['last summer', ['2026-06-01–2026-09-01']],
		['last autumn', ['2025-09-01–2025-12-01']],
		['this fall', ['2026-09-01–2026-12-01']],
		['today', ['2026-11-25–2026-11-26']],
		['last night', ['2026-11-24–2026-11-25']],
		['this week', ['2026-11-23–2026-11-30']],
		['two weeks ago', ['2026-11-09–2026-11-16']],
		['a month ago', ['2026-10-01–2026-11-01']],
		['last year', ['2025-01-01–2026-01-01']],
		['the past 3 days', ['2026-11-22–2026-11-26']],
		['on Monday', ['2026-11-23–2026-11-24']],
		['on Wednesday', ['2026-11-25–2026-11-26']],
		['last Wednesday', ['2026-11-18–2026-11-19']],
		['last weekend', ['2026-11-21–2026-11-23']],
	])('reads the periods that %j may mean', (question, periods) => {
		expect(read(question)).toEqual([periods]);
	});

	it.each([
		['between 2010 and 2015', ['2010-01-01–2016-01-01']],
		['What did Ada do from 2010 until 2015?', ['2010-01-01–2016-01-01']],
		['the years 2010-2015', ['2010-01-01–2016-01-01']],
		['between early 2010 and late 2015', ['2010-01-01–2016-01-01']],
		['between 7 May 2023 and the 9th of June 2023', ['2023-05-07–2023-06-10']],
		['from 2023-05-07 through 2023-05-09', ['2023-05-07–2023-05-10']],
		['from May to July 2023', ['2023-05-01–2023-08-01']],
		['between May 2023 and July', ['2023-05-01–2023-08-01']],
		['between 5/7/2023 and 10/7/2023', ['2023-07-05–2023-07-11']],
		['from the summer of 2022 to last May', ['2022-06-01–2026-06-01']],
		['between November and February', Array.from({ length: 9 }, (_, back) => `${2025 - back}-11-01–${2026 - back}-03-01`)],
		['between June and August', years('06-01', '09-01')],
	])('reads from the first end to the second in %j', (question, periods) => {
		expect(read(question)).toEqual([periods]);
	});

	it.each([
		['between 2015 and 2010', ['2015-01-01–2016-01-01'], ['2010-01-01–2011-01-01']],
		['between us in 2010 and in 2015', ['2010-01-01–2011-01-01'], ['2015-01-01–2016-01-01']],
		['from 2010 and to 2015', ['2010-01-01–2011-01-01'], ['2015-01-01–2016-01-01']],
		['between 2010 and then', ['2010-01-01–2011-01-01']],
	])('reads each by itself in %j', (question, ...periods) => {
		expect(read(question)).toEqual(periods);
	});

	it('reads several times, each once', () => {
		expect(read('yesterday or in 2023, yesterday or 2023-01')).toEqual([
			['2026-11-24–2026-11-25'],
			['2023-01-01–2024-01-01'],
			['2023-01-01–2023-02-01'],
		]);
	});

	it.each([
		'What may help when we march on?',
		'may 7 people come?',
		'may 5pm be too late?',
		'the sun of dec',
		'next Monday, every Friday, next May',
		'recently',
		'31 April',
		'31.4.2023',
		'room-2023',
		'room-2010-2015',
		'2015-2010',
		'call 20231105',
		'fall down in time',
		'an army of constructors ago',
		'',
	])('reads no time in %j', (question) => {
		expect(read(question)).toEqual([]);
	});

	it('names a day more on either side, for other time zones and what is told the morning after', () => {
		expect(readTimes('2023-05-07', now)[0]!.periods).toEqual([
			{
				from: '2023-05-07T00:00:00.000Z',
				to: '2023-05-08T00:00:00.000Z',
				earliest: '2023-05-06T00:00:00.000Z',
				latest: '2023-05-09T00:00:00.000Z',
			},
		]);
	});

	it.each(['-271821-04-20T00:00:00.000Z', '+275760-09-13T00:00:00.000Z'])('counts from %j without trouble', (first) => {
		expect(readTimes('99 years ago, this year, in May', first)).toHaveLength(3);
	});

	it('reads no time where it is not known what time it is', () => {
		expect(readTimes('yesterday', 'noon')).toEqual([]);
	});

	it('looks at no more than the first words of a long text, and four times', () => {
		expect(read('word '.repeat(200) + 'yesterday')).toEqual([]);
		expect(read('2001 2002 2003 2004 2005')).toHaveLength(4);
	});
});
