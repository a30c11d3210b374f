import classes from './StatusBadge.module.css';
import { type Tone, toneIcons } from './tone';

/** A status in words, with an icon: nobody needs to see its colour. */
export function StatusBadge({ label, tone }: { readonly label: string; readonly tone: Tone }) {
  const Icon = toneIcons[tone];
  return (
    <span className={classes.badge} data-tone={tone}>
      <Icon size={13} strokeWidth={2.4} aria-hidden />
      {label}
    </span>
  );
}
