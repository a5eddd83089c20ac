import { registerHooks } from 'node:module';

// The package's own modules name each other without an ending, as they are built for CommonJS. A process that loads them as they are imports this first, and them by `await import`.
registerHooks({
	resolve: (specifier, context, next) =>
		next(
			specifier.startsWith('.') && context.parentURL?.endsWith('.ts') && !/\.[cm]?[jt]s$/.test(specifier) ? `${specifier}.ts` : specifier,
			context,
		),
});
