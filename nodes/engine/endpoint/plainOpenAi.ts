import { APIPromise, OpenAI } from 'openai';

type Asked = Parameters<OpenAI['request']>[0];

/**
 * The `openai` client without what it does for OpenAI's own cloud.
 *
 * Around each request the package makes headers that tell about this machine, abort controllers, a timer, and log lines with keys taken out of
 * them, whether or not somebody reads them: a third of all the work that a clone makes in this process. Headers, time limits, retries and
 * errors are this folder's own. So a request goes straight to the given fetch, and what that throws is thrown as it is.
 */
export class PlainOpenAI extends OpenAI {
	/** The package asks for one beside every answer, for streams that it reads itself. */
	private readonly unused = new AbortController();

	constructor(
		baseURL: string,
		private readonly givenFetch: typeof globalThis.fetch,
	) {
		super({ baseURL, apiKey: 'sent by the transport', organization: null, project: null, logLevel: 'off' });
	}

	override request<Answer>(asked: Asked): APIPromise<Answer> {
		return new APIPromise<Answer>(this, this.send(asked));
	}

	private async send(asked: Asked): Promise<Awaited<ConstructorParameters<typeof APIPromise>[1]>> {
		const options = await asked;
		const { method, path, body, fetchOptions } = options;
		const response = await this.givenFetch(this.baseURL + path, {
			method: method.toUpperCase(),
			...(body === undefined ? {} : { body: JSON.stringify(body) }),
			...(fetchOptions as object),
		});
		return { response, options, controller: this.unused, requestLogID: '', retryOfRequestLogID: undefined, startTime: 0 };
	}
}
