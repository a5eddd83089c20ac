import { OpenAI } from 'openai';

type Build = OpenAI['buildRequest'];

/**
 * The `openai` client without the headers that it makes for OpenAI's own cloud.
 *
 * The transport sends headers of its own, so the package's thirteen (which tell about this machine) would be made for nothing: a third of
 * the package's time for a request. `buildRequest` is the package's own place for a complete replacement.
 */
export class PlainOpenAI extends OpenAI {
	override async buildRequest({ method, path, query, body, fetchOptions, timeout }: Parameters<Build>[0]): ReturnType<Build> {
		const req = {
			method,
			headers: new Headers(),
			...(body === undefined ? {} : { body: JSON.stringify(body) }),
			...(fetchOptions as object),
		};
		return { req, url: this.buildURL(path, query as Record<string, unknown> | undefined), timeout: timeout ?? this.timeout };
	}
}
