import type { ThinkingHabit } from './habits';
import { couldOpen, findOpening, isQuoted, type ThinkingTag } from './tags';
import { tokenStarts } from './templateTokens';

/** The longest opening, attributes included, that is waited for. */
const LONGEST_OPENING = 160;
/** Tokens of a chat template stand behind such an answer, too: it is passed on when it is whole. */
const TEMPLATE_TOKEN = '<|';
/** May stand around the answer, see `answerWrappers`. */
const WRAPPER = '<answer>';

/**
 * Passes on an answer while it is written, never what the model thinks before it.
 *
 * The first answer of a model that is not known yet is held back to its end: it may turn out to be thinking, where only the closing tag is written. Time is linear in what comes.
 */
export class AnswerWatch {
	private state: 'beginning' | 'thinking' | 'answer' | 'held' = 'beginning';
	/** Not passed on yet, as it may be a tag or a part of one. */
	private waiting = '';
	private passed = '';
	private tag: ThinkingTag | undefined;
	private trustsText: boolean;
	private isBehindThinking = false;

	constructor(
		private readonly pass: (piece: string) => void,
		habit: ThinkingHabit,
	) {
		this.trustsText = habit === 'plain';
	}

	add(piece: string): void {
		if (this.state === 'held') return;
		if (this.state === 'answer') return this.passAnswer(piece);
		this.waiting += piece;
		if (this.state === 'beginning') this.begin();
		if (this.state === 'thinking') this.lookForEnd();
	}

	/** The server tells thinking apart by itself, so all of the text is answer. */
	trustText(): void {
		this.trustsText = true;
		this.isBehindThinking = true;
	}

	/** Passes on what is still missing of the whole answer, which `text` is. */
	end(text: string): void {
		// Where what was taken for the answer was thinking after all, the answer is still owed.
		this.passOn(text.startsWith(this.passed) ? text.slice(this.passed.length) : `\n\n${text}`);
	}

	private begin(): void {
		const start = this.waiting.trimStart();
		const lower = start.slice(0, LONGEST_OPENING).toLowerCase();
		if (lower === '') return;
		if (lower.startsWith(TEMPLATE_TOKEN) || (this.isBehindThinking && lower.startsWith(WRAPPER))) return this.hold();
		if (this.isBehindThinking && WRAPPER.startsWith(lower)) return;
		const opening = findOpening(lower, 0);
		if (opening !== undefined) {
			this.tag = opening.tag;
			this.state = 'thinking';
			this.waiting = start.slice(opening.end);
		} else if (start.length < LONGEST_OPENING && couldOpen(lower)) return;
		else if (!this.trustsText) this.hold();
		else {
			this.state = 'answer';
			const first = this.isBehindThinking ? start : this.waiting;
			this.waiting = '';
			this.passAnswer(first);
		}
	}

	private lookForEnd(): void {
		const close = this.tag?.close ?? '';
		const lower = this.waiting.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
		for (let at = lower.indexOf(close); at !== -1; at = lower.indexOf(close, at + 1)) {
			const end = at + close.length;
			// What comes behind the tag tells whether it is quoted.
			if (end === this.waiting.length) return this.forget(at - 1);
			if (isQuoted(this.waiting, at, end)) continue;
			this.waiting = this.waiting.slice(end);
			this.state = 'beginning';
			this.trustText();
			return this.begin();
		}
		this.forget(this.waiting.length - close.length);
	}

	/** What has been searched is forgotten, but for what may be the beginning of the closing tag and the letter before it. */
	private forget(upTo: number): void {
		if (upTo > 0) this.waiting = this.waiting.slice(upTo);
	}

	private hold(): void {
		this.state = 'held';
		this.waiting = '';
	}

	/** From where a token of the template may stand the answer is held back: such tokens are no part of it. */
	private passAnswer(piece: string): void {
		const all = this.waiting + piece;
		this.waiting = '';
		const starts = tokenStarts.map((token) => all.indexOf(token)).filter((at) => at !== -1);
		if (starts.length > 0) {
			this.passOn(all.slice(0, Math.min(...starts)));
			return this.hold();
		}
		const last = all.lastIndexOf('<');
		const isHalf = last !== -1 && tokenStarts.some((token) => token.startsWith(all.slice(last)));
		this.waiting = isHalf ? all.slice(last) : '';
		this.passOn(isHalf ? all.slice(0, last) : all);
	}

	private passOn(piece: string): void {
		if (piece === '') return;
		this.passed += piece;
		this.pass(piece);
	}
}
