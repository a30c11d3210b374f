/** Nothing of a file can be imported. The message says why and what to do, and names the file as “it”. */
export class RefusedFile extends Error {
  override readonly name = 'RefusedFile';
}
