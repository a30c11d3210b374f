import { Ban, CircleCheck, CircleX, Clock, type LucideIcon, TriangleAlert } from 'lucide-react';

/** What a status means for who looks at it. Each has an icon beside its colour. */
export type Tone = 'good' | 'info' | 'warn' | 'bad' | 'neutral';

export const toneIcons: Record<Tone, LucideIcon> = {
  good: CircleCheck,
  info: Clock,
  warn: TriangleAlert,
  bad: CircleX,
  neutral: Ban,
};
