// npm start: see start/start.mts, which needs the Node 24 that bootstrap brings.
import { bootstrap } from './bootstrap.mjs';

const takes = ['--once'];
/** Told before anything is installed, which takes minutes. */
const others = process.argv.slice(2).filter((each) => !takes.includes(each));

if (others.length === 0) process.exitCode = await bootstrap('scripts/start/start.mts', process.argv.slice(2));
else if (others.every((each) => each === '--help' || each === '-h')) console.log(tellTakes());
else {
	console.error(`\nUnknown option '${others[0]}'\n${tellTakes()}`);
	process.exitCode = 1;
}

function tellTakes() {
	return `It takes ${takes.join(', ')}.`;
}
