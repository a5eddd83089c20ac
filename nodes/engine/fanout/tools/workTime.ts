/** The time of one clone over all its answers: since it began the first one, without the breaks between them. */
export class WorkTime {
	private startedAt = '';
	private startedAtMs = 0;
	private earlierMs = 0;

	/** Another answer begins. */
	begin(): void {
		this.startedAtMs = performance.now();
		if (this.startedAt === '') this.startedAt = new Date().toISOString();
	}

	/** This answer is there, or will not come. */
	end(): void {
		this.earlierMs += performance.now() - this.startedAtMs;
	}

	/** As it is while an answer is being worked on. */
	get timing(): { readonly startedAt: string; readonly durationMs: number } {
		return { startedAt: this.startedAt, durationMs: this.earlierMs + performance.now() - this.startedAtMs };
	}
}
