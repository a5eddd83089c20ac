import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import manifest from '../package.json';

const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as { readonly version: string };
const groups = ['Added', 'Changed', 'Deprecated', 'Removed', 'Fixed', 'Security'];
const headingsOf = (text: string, marks: string) =>
	[...text.matchAll(/^(#+) (.+)$/gm)].filter(([, level]) => level === marks).map(([, , words = '']) => words);
const weigh = (version: string) => version.split('.').reduce((sum, number) => sum * 10_000 + Number(number), 0);

/** What is wrong with a changelog, beside the version that the package has. */
function faultsOf(changelog: string, version: string): string[] {
	const versions = headingsOf(changelog, '##');
	const releases = versions.filter((heading, place) => place > 0 || heading !== '[Unreleased]');
	const read = releases.map((heading) => /^\[(\d+\.\d+\.\d+)\] - (\d{4}-\d\d-\d\d)$/.exec(heading));
	const dates = read.map((match) => match?.[2] ?? '');
	const weights = read.map((match) => weigh(match?.[1] ?? ''));
	const newest = read[0]?.[1];
	return [
		...releases.filter((_, place) => read[place] === null).map((heading) => `${heading} is no version with a date`),
		...dates.filter((date, place) => date > (dates[place - 1] ?? '9')).map((date) => `${date} is later than the release above it`),
		...weights.flatMap((weight, place) =>
			weight >= (weights[place - 1] ?? Infinity) ? [`${releases[place]} is not below its next version`] : [],
		),
		...headingsOf(changelog, '###')
			.filter((group) => !groups.includes(group))
			.map((group) => `${group} is no group`),
		...(releases.length === versions.length && newest !== version
			? [`The newest release is ${newest}, and package.json says ${version}`]
			: []),
		...(newest !== undefined && weigh(version) < weigh(newest) ? [`package.json says ${version}, which is older than ${newest}`] : []),
	];
}

describe('CHANGELOG.md', () => {
	it('has a dated heading for each version, newest first, and agrees with package.json', () => {
		expect(faultsOf(readFileSync('CHANGELOG.md', 'utf8'), manifest.version)).toEqual([]);
		expect(lock.version).toBe(manifest.version);
	});

	it.each([
		['a version without a date', '## [0.1.0]', /no version with a date/],
		['a version of tomorrow in package.json only', '## [0.0.9] - 2026-11-01', /newest release is 0\.0\.9/],
		['an older version in package.json', '## [Unreleased]\n\n## [0.2.0] - 2026-11-01', /older than 0\.2\.0/],
		['versions in the wrong order', '## [0.1.0] - 2026-11-02\n\n## [0.1.1] - 2026-11-01', /not below/],
		['dates in the wrong order', '## [0.1.0] - 2026-11-02\n\n## [0.0.9] - 2026-11-03', /later than/],
		['a group that nobody knows', '## [0.1.0] - 2026-11-02\n\n### News', /no group/],
	])('would be told of %s', (_, text, fault) => {
		expect(faultsOf(text, '0.1.0').join('\n')).toMatch(fault);
	});
});
