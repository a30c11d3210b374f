/** Nothing of a file can be imported. The message says why and what to do, and names the file as “it”. */
export class RefusedFile extends Error {
  override readonly name = 'RefusedFile';
  /** Which file it is. Null if there is only one. */
  readonly file: string | null;

  constructor(
    message: string,
    { file = null, ...options }: ErrorOptions & { readonly file?: string | null } = {},
  ) {
    super(message, options);
    this.file = file;
  }
}
