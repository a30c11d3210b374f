import { Anchor, type AnchorProps } from '@mantine/core';
import type { ReactNode } from 'react';
import { Link } from 'wouter';

interface Props extends AnchorProps {
  readonly to: string;
  readonly children: ReactNode;
  readonly 'aria-label'?: string;
}

/** A link to another screen of the desk. */
export const TextLink = ({ to, ...rest }: Props) => (
  <Anchor component={Link} href={to} underline="hover" {...rest} />
);
