// Holds how long files and functions under nodes/ are. `node scripts/check-sizes.mjs [root]`: prints the measures, one line per
// breach, and exits 1 where there is any. Median and p90 are of all functions that have a block, the small ones within others included.
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { measureSizes, quantile } from './house/measureSizes.mjs';

const root = path.resolve(process.argv[2] ?? fileURLToPath(new URL('..', import.meta.url)));

const MOST_FILE_LINES = 250;
const MOST_MEDIAN_LINES = 10;
const MOST_P90_LINES = 39;

const files = globSync('nodes/**/*.ts', { cwd: root })
	.map((file) => file.split(path.sep).join('/'))
	.sort()
	.map((file) => ({ file, ...measureSizes(file, readFileSync(path.join(root, file), 'utf8')) }));
const functions = files.flatMap(({ file, functions: inFile }) => inFile.map((each) => ({ file, ...each })));
const sizes = functions.map(({ lines }) => lines);
const [median, p90] = [quantile(sizes, 0.5), quantile(sizes, 0.9)];
const longest = functions.toSorted((left, right) => right.lines - left.lines).slice(0, 3);

const breaches = [
	...files
		.filter(({ lines }) => lines > MOST_FILE_LINES)
		.map(({ file, lines }) => `${file} has ${lines} lines, and ${MOST_FILE_LINES} is the most: split it by meaning`),
	...(median > MOST_MEDIAN_LINES ? [`The median function has ${median} lines, and ${MOST_MEDIAN_LINES} is the most`] : []),
	...(p90 > MOST_P90_LINES ? [`Nine of ten functions have up to ${p90} lines, and ${MOST_P90_LINES} is the most`] : []),
];

for (const breach of breaches) console.error(breach);
const fileSizes = files.map(({ lines }) => lines);
console.log(
	`${files.length} files: median ${quantile(fileSizes, 0.5)} lines, p90 ${quantile(fileSizes, 0.9)}, longest ${Math.max(0, ...fileSizes)}`,
);
console.log(`${functions.length} functions: median ${median} lines, p90 ${p90}, longest ${longest[0]?.lines ?? 0}`);
for (const { file, line, name, lines } of longest) console.log(`  ${lines} lines: ${name} (${file}:${line})`);
process.exitCode = breaches.length > 0 || files.length === 0 ? 1 : 0;
