// Which shape and tone does each state of approval, recording, time and reading get?
import type {
  ApprovalClass,
  ArrivalState,
  ReadState,
  RecordingState,
  Severity,
  TimeBasis,
  TrailVerdict,
} from '../api/types';
import type { IconName } from './icons';

interface Look {
  icon: IconName;
  tone: 'plain' | 'soft' | 'good' | 'warn' | 'alarm';
}

/** An approval that cannot be determined is a warning, never a pass. */
export const APPROVAL_LOOK: Record<ApprovalClass, Look> = {
  independent: { icon: 'check', tone: 'good' },
  auto: { icon: 'policy', tone: 'plain' },
  self: { icon: 'self', tone: 'alarm' },
  none: { icon: 'cross', tone: 'alarm' },
  undeterminable: { icon: 'question', tone: 'warn' },
};

export const RECORDING_LOOK: Record<RecordingState, Look> = {
  present: { icon: 'check', tone: 'good' },
  incomplete: { icon: 'half', tone: 'warn' },
  'none-by-design': { icon: 'dash', tone: 'soft' },
  pending: { icon: 'clock', tone: 'warn' },
  missing: { icon: 'warning', tone: 'alarm' },
  unknown: { icon: 'question', tone: 'warn' },
};

/** What is not known is a warning, as what came without being announced. */
export const ARRIVAL_LOOK: Record<ArrivalState, Look> = {
  missing: { icon: 'warning', tone: 'alarm' },
  unknown: { icon: 'question', tone: 'warn' },
  unannounced: { icon: 'half', tone: 'warn' },
  late: { icon: 'replay', tone: 'warn' },
  awaited: { icon: 'clock', tone: 'plain' },
  arrived: { icon: 'check', tone: 'good' },
  'not-expected': { icon: 'dash', tone: 'soft' },
};

export const TIME_BASIS_LOOK: Record<TimeBasis, Look> = {
  exact: { icon: 'full', tone: 'plain' },
  anchored: { icon: 'half', tone: 'plain' },
  estimated: { icon: 'ring', tone: 'soft' },
  'order-only': { icon: 'dash', tone: 'soft' },
};

export const SEVERITY_LOOK: Record<Severity, Look> = {
  info: { icon: 'ring', tone: 'soft' },
  low: { icon: 'half', tone: 'plain' },
  medium: { icon: 'warning', tone: 'warn' },
  high: { icon: 'warning', tone: 'alarm' },
};

export const TRAIL_LOOK: Record<'complete' | TrailVerdict, Look> = {
  complete: { icon: 'check', tone: 'good' },
  absent: { icon: 'warning', tone: 'alarm' },
  invalid: { icon: 'cross', tone: 'alarm' },
  undeterminable: { icon: 'question', tone: 'warn' },
};

export const READ_LOOK: Record<ReadState, Look> = {
  read: { icon: 'check', tone: 'good' },
  partly: { icon: 'half', tone: 'warn' },
  quarantined: { icon: 'cross', tone: 'alarm' },
};
