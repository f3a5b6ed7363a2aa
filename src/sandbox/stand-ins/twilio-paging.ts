/** One page of a list, newest first; `Page` and `PageSize` as in the links it carries. */

const DEFAULT_PAGE_SIZE = 50;
const MAX_PAGE_SIZE = 1000;

export function renderPage<T>(
  path: string,
  name: string,
  found: readonly T[],
  query: URLSearchParams,
  render: (item: T) => Record<string, unknown>,
): Record<string, unknown> {
  const size = Math.min(Number(query.get('PageSize') ?? DEFAULT_PAGE_SIZE), MAX_PAGE_SIZE);
  const page = Number(query.get('Page') ?? 0);
  const uriOf = (index: number) => {
    const link = new URLSearchParams(query);
    link.set('Page', String(index));
    link.set('PageSize', String(size));
    return `${path}?${link.toString()}`;
  };
  const start = page * size;
  const items = found.slice(start, start + size);
  return {
    [name]: items.map(render),
    page,
    page_size: size,
    start,
    end: start + Math.max(items.length - 1, 0),
    uri: uriOf(page),
    first_page_uri: uriOf(0),
    next_page_uri: start + size < found.length ? uriOf(page + 1) : null,
    previous_page_uri: page > 0 ? uriOf(page - 1) : null,
  };
}
