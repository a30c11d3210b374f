import { useLocalStorage } from '@mantine/hooks';

/** Single letters disturb some people, such as those who dictate. So each person can turn the shortcuts off. */
export const useShortcutSetting = () =>
  useLocalStorage({ key: 'refund-desk.shortcuts', defaultValue: true, getInitialValueInEffect: false });
