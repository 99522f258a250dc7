import type { ReactNode } from "react";
import { Logo } from "#components/shell/logo.tsx";

export type FrameProps = {
  title: string;
  /** One sentence: what this page does. */
  say?: ReactNode;
  children: ReactNode;
  /** Under the panel: the other way on. */
  foot?: ReactNode;
  wide?: boolean | undefined;
};

/** A page of somebody who is not signed in: the mark, one panel, one way on. */
export function AuthFrame({ title, say, children, foot, wide }: FrameProps) {
  return (
    <main className="grid min-h-dvh place-items-center px-4 py-8" id="main">
      <div className={`grid w-full gap-4 ${wide ? "max-w-lg" : "max-w-sm"}`}>
        <p className="row acc justify-center text-[15px] font-semibold">
          <Logo />
          <span className="t1">Evenkeel</span>
        </p>
        <div className="panel grid gap-4 p-6 max-sm:p-5">
          <div className="grid gap-1">
            <h1>{title}</h1>
            {say ? <p className="t2">{say}</p> : null}
          </div>
          {children}
        </div>
        {foot ? <p className="xs t2 text-center">{foot}</p> : null}
      </div>
    </main>
  );
}
