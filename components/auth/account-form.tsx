"use client";

import type { ReactNode } from "react";
import { textsOf } from "#components/auth/use-send.ts";
import { Button } from "#components/ui/button.tsx";
import { cx } from "#components/ui/cx.ts";
import { FieldError } from "#components/ui/field.tsx";

type Props = {
  /** The fields. */
  children: ReactNode;
  /** Gets the fields' texts by name. */
  submit: (given: Record<string, string>) => Promise<void>;
  /** What belongs to none of the fields. */
  problem: string | undefined;
  action: string;
  busy: boolean;
  busyLabel: string;
  /** Two fields in a row where there is room. */
  wide?: true;
  /** Another way on, below the button. */
  after?: ReactNode;
};

/**
 * A form on the way to an account: its fields, one sentence for what belongs to none of them, one button. By POST, so that
 * a form sent before its code is there puts no password into an address.
 */
export function AccountForm(props: Props) {
  const { children, submit, problem, action, busy, busyLabel, wide, after } = props;
  const across = wide && "col-span-full";
  return (
    <form
      className={wide ? "grid grid-cols-2 gap-3.5 max-sm:grid-cols-1" : "grid gap-3.5"}
      noValidate
      method="post"
      onSubmit={(event) => {
        event.preventDefault();
        void submit(textsOf(event.currentTarget));
      }}
    >
      {children}
      <div role="alert" className={cx("field empty:hidden", across)}>
        <FieldError>{problem}</FieldError>
      </div>
      <Button type="submit" variant="primary" block className={cx(across)} busy={busy} busyLabel={busyLabel}>
        {action}
      </Button>
      {after}
    </form>
  );
}
