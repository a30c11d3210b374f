import { Alert } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './Notice.module.css';
import { type Tone, toneIcons } from './tone';

/** A message within a screen or a dialog. `urgent` ones are read out at once. */
export function Notice(props: {
  readonly tone: Tone;
  readonly title: string;
  readonly urgent?: boolean;
  readonly children?: ReactNode;
}) {
  const Icon = toneIcons[props.tone];
  return (
    <Alert
      className={classes.notice ?? ''}
      data-tone={props.tone}
      radius="md"
      icon={<Icon size={18} aria-hidden />}
      title={props.title}
      role={props.urgent ? 'alert' : 'note'}
    >
      {props.children}
    </Alert>
  );
}
