const date = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });
const full = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'medium' });
const withTime = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
});

/** A time in the reader's zone. Pointing at it shows the seconds. */
export function Time({ at, precise = false }: { readonly at: string; readonly precise?: boolean }) {
  const time = new Date(at);
  return (
    <time dateTime={at} title={full.format(time)} style={{ whiteSpace: 'nowrap' }}>
      {(precise ? withTime : date).format(time)}
    </time>
  );
}
