import { FileStorage, type Email, type ListOptions, type ListResult } from '@maildev/core';

/**
 * MailDev's storage, with the newest mail really first. It sorts by the Date header, which knows seconds only, and shows
 * mails of one second oldest first: the confirmation above the first lesson that followed it.
 */
export class NewestFirstStorage extends FileStorage {
  override async list(options: ListOptions = {}): Promise<ListResult<Email>> {
    const { skip = 0, limit = 0, sort = 'desc', ...filter } = options;
    const found = await super.list({ ...filter, sort: 'asc' }); // stable: arrival order within a second
    const sorted = sort === 'asc' ? found.items : found.items.reverse();
    const items = limit > 0 ? sorted.slice(skip, skip + limit) : sorted.slice(skip);
    return { ...found, items, skip, limit };
  }
}
