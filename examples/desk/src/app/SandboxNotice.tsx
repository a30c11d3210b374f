import { FlaskConical } from 'lucide-react';
import classes from './SandboxNotice.module.css';

/** The gateway's only processor is a sandbox. Everybody who looks at the desk must know. */
export const SandboxNotice = () => (
  <div className={classes.notice} role="note">
    <FlaskConical size={15} aria-hidden />
    <span>
      <strong>Sandbox:</strong> no money moves.
      <span className={classes.more}> Refunds are recorded, and their outcome is simulated.</span>
    </span>
  </div>
);
