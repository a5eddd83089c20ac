import { absentSource } from './absentSource';
import { assertionSource } from './assertionSource';
import { handlersSource, seenSource } from './caughtSource';
import { childSource } from './childSource';
import { compareSource } from './compareSource';
import { doctestSource } from './doctestSource';
import { emptyTestsSource } from './emptyTestsSource';
import { guardSource } from './guardSource';
import { parentSource } from './parentSource';
import { pytestSource } from './pytestSource';
import { readTestsSource } from './readTestsSource';
import { rewriteSource } from './rewriteSource';
import { runTestsSource } from './runTestsSource';
import { sameDataSource } from './sameDataSource';
import { messageSource, startSource } from './startSource';
import { takeOutSource } from './takeOutSource';
import { tracebackSource } from './tracebackSource';

/** What each process runs. What the candidate can get hold of has a space of its own (`beside`), from which nothing leads to the rest. */
const sources = {
	parent:
		messageSource +
		sameDataSource +
		rewriteSource +
		handlersSource +
		assertionSource +
		emptyTestsSource +
		doctestSource +
		readTestsSource +
		parentSource,
	child: messageSource + guardSource + takeOutSource + compareSource + seenSource + runTestsSource + childSource,
	beside: { absent: absentSource, pytest: pytestSource, traceback: tracebackSource },
};

/**
 * The whole harness as one Python program.
 *
 * It runs with built-ins of its own, copied before the candidate's first line, so that a candidate that replaces `len` or `isinstance` replaces nothing here.
 */
export const pythonHarness = `exec(compile(${toPython(startSource)}, 'sandbox', 'exec'), {'__builtins__': dict(vars(__import__('builtins'))), '__name__': 'sandbox', 'sources': ${toPython(sources)}})\n`;

/** JSON's strings and objects of strings are Python's too, as long as nothing lies outside of the basic plane: ours is ASCII. */
function toPython(source: unknown): string {
	return JSON.stringify(source);
}
