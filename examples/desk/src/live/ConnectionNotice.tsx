import { Group, Text } from '@mantine/core';
import { useNetwork } from '@mantine/hooks';
import { CircleCheck, LoaderCircle, WifiOff } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useConnection } from '../gateway/connection';
import classes from './ConnectionNotice.module.css';

/** How long the good news stays. */
const GOOD_NEWS_MS = 4_000;

/** Says when what is on the screen may be old, and when it is up to date again. */
export function ConnectionNotice() {
  const { online } = useNetwork();
  const connection = useConnection();
  const state = online ? connection : 'offline';
  const isBack = useIsBack(state === 'offline' || state === 'reconnecting');
  const notice = noticeOf(state, isBack);
  return (
    <div role="status" aria-live="polite" data-connection={state}>
      {notice && (
        <Group className={classes.notice} data-tone={notice.tone} gap="xs" justify="center" wrap="nowrap">
          <notice.Icon size={16} aria-hidden className={notice.spins ? classes.spins : undefined} />
          <Text size="sm">{notice.text}</Text>
        </Group>
      )}
    </div>
  );
}

function noticeOf(state: string, isBack: boolean) {
  if (state === 'offline')
    return {
      tone: 'bad',
      Icon: WifiOff,
      spins: false,
      text: 'You are offline. Nothing here is lost; it goes on when the network is back.',
    };
  if (state === 'reconnecting')
    return {
      tone: 'warn',
      Icon: LoaderCircle,
      spins: true,
      text: 'Reconnecting to the gateway… What you see may be old.',
    };
  if (isBack)
    return {
      tone: 'good',
      Icon: CircleCheck,
      spins: false,
      text: 'Connected again. Everything is up to date.',
    };
  return null;
}

function useIsBack(isAway: boolean): boolean {
  const [isBack, setIsBack] = useState(false);
  const wasAway = useRef(isAway);
  useEffect(() => {
    const returned = wasAway.current && !isAway;
    wasAway.current = isAway;
    setIsBack(returned);
    if (!returned) return;
    const timer = setTimeout(() => setIsBack(false), GOOD_NEWS_MS);
    return () => clearTimeout(timer);
  }, [isAway]);
  return isBack;
}
