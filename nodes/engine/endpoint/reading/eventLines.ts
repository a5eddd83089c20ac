/** One event of a stream: its kind, where it has one, and its data. */
export interface StreamEvent {
	readonly event?: string;
	readonly data: string;
}

/**
 * Takes a stream of server-sent events apart, as servers send it and not only as the standard has it.
 *
 * Besides the standard: JSON on lines without `data:`, a field `error:`, events without an empty line between them, and `data:` twice. Pieces may be cut anywhere. Time is linear in what comes.
 */
export class EventLines {
	private pending: string[] = [];
	private event: string | undefined;
	private data: string[] = [];
	/** JSON without `data:`, perhaps over several lines. */
	private bare: string[] = [];
	private isFirst = true;
	private endedInReturn = false;

	constructor(private readonly onEvent: (event: StreamEvent) => void) {}

	add(piece: string): void {
		if (piece === '') return;
		// A line break may be cut in two: \r in one piece and \n in the next.
		const lines = (this.endedInReturn && piece.startsWith('\n') ? piece.slice(1) : piece).split(/\r\n|\n|\r/);
		this.endedInReturn = piece.endsWith('\r');
		const last = lines.pop() ?? '';
		for (const line of lines) {
			this.readLine(this.pending.length === 0 ? line : this.pending.join('') + line);
			this.pending = [];
		}
		if (last !== '') this.pending.push(last);
	}

	/** Reads what has come since the last line break, too. */
	end(): void {
		if (this.pending.length > 0) this.readLine(this.pending.join(''));
		this.pending = [];
		this.dispatch();
	}

	private readLine(given: string): void {
		const line = this.isFirst ? given.replace(/^\ufeff/, '') : given;
		this.isFirst = false;
		if (line.trim() === '') return this.dispatch();
		if (this.bare.length === 0 && line.startsWith(':')) return;
		const field = /^(data|event|error|id|retry) ?:/.exec(line)?.[1];
		if (field === undefined) return this.addBare(line);
		const value = line.slice(line.indexOf(':') + 1).replace(/^ /, '');
		if (field === 'data') this.addData(value);
		else if (field === 'event') this.event = value.trim();
		else if (field === 'error') this.dispatchAlone({ event: 'error', data: value });
	}

	private addData(value: string): void {
		const inner = value.startsWith('data:') ? value.slice(5).trimStart() : value;
		// Without an empty line between them, each line that begins again is an event of its own.
		if (this.data.length > 0 && /^(?:\{|\[DONE\])/.test(inner)) this.dispatch();
		this.data.push(inner);
	}

	/** Only JSON counts outside of a field. */
	private addBare(line: string): void {
		if (this.bare.length === 0 && !/^\s*[{[]/.test(line)) return;
		if (this.bare.length > 0 && /^\{/.test(line)) this.dispatch();
		this.bare.push(line);
	}

	private dispatch(): void {
		const { event, data, bare } = this;
		[this.data, this.bare, this.event] = [[], [], undefined];
		if (bare.length > 0) this.onEvent({ data: bare.join('\n') });
		if (data.length > 0) this.onEvent({ ...(event === undefined ? {} : { event }), data: data.join('\n') });
	}

	private dispatchAlone(event: StreamEvent): void {
		this.dispatch();
		this.onEvent(event);
	}
}
