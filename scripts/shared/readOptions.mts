import { parseArgs, type ParseArgsOptionsConfig } from 'node:util';
import { SetupError } from './setupError.mts';

type Values<Options extends ParseArgsOptionsConfig> = ReturnType<typeof parseArgs<{ options: Options }>>['values'];

/**
 * Reads the command line of a script; `--help` lists its options and ends the process.
 *
 * `check` looks at the values and throws a SetupError for what no option can be. Nothing is started yet when this is called, so what is wrong ends the process, with two sentences and exit code 1.
 */
export function readOptions<const Options extends ParseArgsOptionsConfig, Result>(
	options: Options,
	check: (values: Values<Options>) => Result,
): Result {
	try {
		return check(parse(options));
	} catch (error) {
		if (!(error instanceof SetupError)) throw error;
		console.error(`\n${error.message}\n${error.advice}`);
		return process.exit(1);
	}
}

function parse<const Options extends ParseArgsOptionsConfig>(options: Options): Values<Options> {
	try {
		const withHelp: ParseArgsOptionsConfig = { ...options, help: { type: 'boolean', short: 'h' } };
		if (parseArgs({ options: withHelp }).values['help'] === true) tellOptions(options);
		return parseArgs({ options }).values;
	} catch (error) {
		throw new SetupError((error as Error).message, listOptions(options));
	}
}

function tellOptions(options: ParseArgsOptionsConfig): never {
	console.log(listOptions(options));
	return process.exit(0);
}

function listOptions(options: ParseArgsOptionsConfig): string {
	const names = Object.keys(options).map((name) => `--${name}`);
	return names.length === 0 ? 'It takes no options.' : `It takes ${names.join(', ')}.`;
}

/** @throws SetupError for anything but a whole number from 1. */
export function wholeNumber(option: string, text: string): number {
	const number = Number(text);
	if (/^\d+$/.test(text) && number >= 1 && Number.isSafeInteger(number)) return number;
	throw new SetupError(`--${option} is ${JSON.stringify(text)}, and it is a whole number from 1.`, `An example: --${option}=20`);
}

/** Several, with commas between them. */
export function wholeNumbers(option: string, text: string): readonly number[] {
	return text.split(',').map((each) => wholeNumber(option, each.trim()));
}

/** @throws SetupError for a name that is none of those. */
export function oneOf<const Name extends string>(option: string, text: string, names: readonly Name[]): Name {
	const found = names.find((name) => name === text);
	if (found !== undefined) return found;
	throw new SetupError(`--${option} is ${text}, and it is one of ${names.join(', ')}.`, `Say --${option}=${names[1] ?? names[0]}.`);
}
