/** A file or a schema that is another program's, or of a later version of this package; it was left untouched. Each store has its words for it. */
export class UnusableStore extends Error {
	readonly trouble: 'notOurs' | 'newerSchema';
	readonly schemaVersion: number;

	constructor(trouble: 'notOurs' | 'newerSchema', schemaVersion = 0) {
		super(trouble);
		this.trouble = trouble;
		this.schemaVersion = schemaVersion;
	}
}
