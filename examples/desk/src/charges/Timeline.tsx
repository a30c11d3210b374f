import { Text } from '@mantine/core';
import { Time } from '../common/Time';
import { toneIcons } from '../common/tone';
import type { Moment } from './story';
import classes from './Timeline.module.css';

/** What happened, newest first, with who did it. */
export const Timeline = ({ moments }: { readonly moments: readonly Moment[] }) => (
  <ol className={classes.timeline}>
    {moments.map((moment) => (
      <TimelineEntry key={moment.id} moment={moment} />
    ))}
  </ol>
);

function TimelineEntry({ moment: { title, tone, actor, at, details } }: { readonly moment: Moment }) {
  const Icon = toneIcons[tone];
  return (
    <li className={classes.entry}>
      <span className={classes.dot} data-tone={tone}>
        <Icon size={14} aria-hidden />
      </span>
      <div>
        <Text fw={550} size="sm">
          {title}
        </Text>
        {details.map((detail) => (
          <Text key={detail} size="sm" className={classes.detail}>
            {detail}
          </Text>
        ))}
        <Text size="xs" c="dimmed">
          <Time at={at} precise />
          {actor && ` by ${actor}`}
        </Text>
      </div>
    </li>
  );
}
