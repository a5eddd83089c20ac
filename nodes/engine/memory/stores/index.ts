export { openPostgresStore, type PostgresAddress } from './postgres/openPostgresStore';
export { openSqliteStore } from './sqlite/openSqliteStore';
export type { Found, FoundByText, ListPage, MemoryStore, NamespaceSize, SearchScope, StoreKind } from './store';
