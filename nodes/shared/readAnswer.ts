import { isFields } from './tidied';

/** An answer out of some node's item; `data` where it is no text but an object or a list. */
export interface ForeignAnswer {
	readonly text: string;
	readonly data?: unknown;
}

/** Where n8n's own nodes put an answer: chains, agents, HTTP, OpenAI in its several shapes, Ollama, Hugging Face. The first that says something counts. */
export const usualAnswerFields = [
	'text',
	'output',
	'response',
	'answer',
	'message',
	'content',
	'choices.0.message',
	'completion',
	'result',
	'generated_text',
];

/** How deep parts of messages lie inside of each other. */
const MOST_LEVELS = 5;

/** Reads the named field, dots and brackets lead into objects and lists; or, where none is named, the first usual one that says something. Undefined where there is none. */
export function readAnswer(json: unknown, field: string): ForeignAnswer | undefined {
	const found = (field === '' ? usualAnswerFields : [field]).flatMap((each) => toAnswer(valueAt(json, each)) ?? []);
	return found.find(({ text }) => text.trim() !== '') ?? found[0];
}

/** A field of that very name, or else the one that dots and brackets lead to: `output[0].text`, as the editor writes it where a field is dragged, and `form['Your answer']`. */
export function valueAt(json: unknown, field: string): unknown {
	if (isFields(json) && Object.hasOwn(json, field)) return json[field];
	return stepsOf(field).reduce<unknown>(
		(value, name) =>
			typeof value === 'object' && value !== null && Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined,
		json,
	);
}

function stepsOf(field: string): string[] {
	const steps = [...field.matchAll(/\[(\d+)\]|\['([^']*)'\]|\["([^"]*)"\]|([^.[]+)/g)];
	const isWhole = /^(?:\.?(?:\[(?:\d+|'[^']*'|"[^"]*")\]|[^.[]+))+$/.test(field);
	return isWhole ? steps.map(([, index, single, double, name]) => index ?? single ?? double ?? name ?? '') : field.split('.');
}

function toAnswer(value: unknown): ForeignAnswer | undefined {
	if (value === undefined || value === null) return undefined;
	const text = textOf(value, MOST_LEVELS);
	return text === undefined ? { text: JSON.stringify(value), data: value } : { text };
}

/** The text of a message and its parts, without what the model thought; undefined for anything that is no message. */
function textOf(value: unknown, levels: number): string | undefined {
	if (typeof value === 'string') return value;
	if (typeof value === 'number' || typeof value === 'boolean') return String(value);
	if (levels === 0) return undefined;
	if (Array.isArray(value)) {
		const texts = value.filter((part) => !isThought(part)).map((part) => (isMessage(part) ? textOf(part, levels - 1) : undefined));
		return value.length > 0 && texts.every((text) => text !== undefined) ? texts.join('') : undefined;
	}
	return isMessage(value) ? textOf(value['text'] ?? value['content'], levels - 1) : undefined;
}

function isMessage(value: unknown): value is Readonly<Record<string, unknown>> {
	if (!isFields(value)) return false;
	const isTyped = typeof value['role'] === 'string' || typeof value['type'] === 'string';
	return (isTyped || Object.keys(value).length === 1) && (value['text'] ?? value['content']) !== undefined;
}

function isThought(part: unknown): boolean {
	return isFields(part) && /^(?:reasoning|thinking|redacted_thinking)/.test(String(part['type'] ?? ''));
}
